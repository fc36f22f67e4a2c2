import type { ReactElement } from 'react'
import type { OperationField } from './operation-fields.strings.ts'

/** A cut through top and pocket, with the dimension that is meant lit. */
function Section({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 110" aria-hidden="true" className="sketch">
      <path className="sketch-wood" d="M14 40H44V76H126V40H156V98H14Z" />
      <path className="sketch-plain" d="M44 52H126M44 64H126" />
      <path className="sketch-inlay" d="M96 12H112V64H96Z" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

/** The tool from above at a straight wall of wood: what it takes in one pass. */
function FromAbove({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 110" aria-hidden="true" className="sketch">
      <path className="sketch-wood" d="M10 62H74A32 32 0 0 1 84 46H160V104H10Z" />
      <circle className="sketch-inlay" cx="106" cy="46" r="32" />
      <path className="sketch-plain" d="M106 46H150M142 41L150 46L142 51" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

const SECTION_MARKS: Partial<Record<OperationField, string>> = {
  depth: 'M26 40V76M20 40H32M20 76H32',
  depthPerPass: 'M136 40V52M130 40H142M130 52H142',
  leave: 'M44 70H52M44 64V82M52 64V82',
  ramp: 'M52 52L90 64M52 64H90M70 64A18 18 0 0 0 69 58',
  finish: 'M44 58H52M44 52V64M52 52V64',
  safeHeight: 'M136 8V40M130 8H142M130 40H142',
  stickout: 'M120 12V64M114 12H126M114 64H126',
  plunge: 'M104 70V92M98 84L104 92L110 84',
}
/** A cut-out in section: a tab or a skin stays below the tool. */
function CutOut({ mark, floor }: { mark: string; floor: string }) {
  return (
    <svg viewBox="0 0 170 110" aria-hidden="true" className="sketch">
      <path className="sketch-wood" d={floor} />
      <path className="sketch-inlay" d="M52 8H84V84H52Z" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

/** A hole in section, drilled in bites. */
function Hole({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 110" aria-hidden="true" className="sketch">
      <path className="sketch-wood" d="M14 30H68V88H102V30H156V100H14Z" />
      <path className="sketch-plain" d="M68 50H102M68 69H102" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

/** An outline from above with the way of the tool round it. */
function Outline({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 110" aria-hidden="true" className="sketch">
      <path className="sketch-wood" d="M40 100V52A40 40 0 0 1 80 12H160V100Z" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

/** Piece and pocket from above, with the gap between them. */
function Fit() {
  return (
    <svg viewBox="0 0 170 110" aria-hidden="true" className="sketch">
      <path
        className="sketch-wood"
        fillRule="evenodd"
        d="M6 6H164V104H6ZM30 55C50 14 120 14 140 55C120 96 50 96 30 55Z"
      />
      <path className="sketch-inlay" d="M42 55C58 24 112 24 128 55C112 86 58 86 42 55Z" />
      <path className="sketch-lit" d="M8 55H30M24 50L30 55L24 60M62 55H42M48 50L42 55L48 60" />
    </svg>
  )
}

const SKIN = 'M14 30H52V84H84V30H156V94H14Z'
const TAB = 'M14 30H52V94H14ZM84 30H156V94H84ZM52 66H84V94H52Z'
const OUTLINE_PICTURES: Partial<Record<OperationField, ReactElement>> = {
  onionSkin: <CutOut floor={SKIN} mark="M100 84V94M92 84H108M92 94H108" />,
  tabCount: <CutOut floor={TAB} mark="M52 66H84V94H52Z" />,
  tabWidth: <Outline mark="M96 12V4M126 12V4M96 8H126M102 4L96 8L102 12M120 4L126 8L120 12" />,
  tabHeight: <CutOut floor={TAB} mark="M100 66V94M92 66H108M92 94H108" />,
  lead: <Outline mark="M4 84A20 20 0 0 0 24 64V52A56 56 0 0 1 80 -4M24 40A20 20 0 0 0 4 20" />,
  peck: <Hole mark="M118 30V50M110 30H126M110 50H126M85 14V46M79 40L85 46L91 40" />,
  dwell: <Hole mark="M72 82A13 6 0 1 1 98 82A13 6 0 1 1 80 88" />,
  clearance: <Fit />,
  boardThickness: <CutOut floor={SKIN} mark="M30 30V94M22 30H38M22 94H38" />,
}

const ABOVE_MARKS: Partial<Record<OperationField, string>> = {
  stepover: 'M30 62V78M24 62H36M24 78H36M74 78H138',
  feed: 'M106 46H150M142 41L150 46L142 51',
  spindle: 'M106 26A20 20 0 1 1 88 38M82 34L88 38L92 31',
}

/** The small drawing of one number of an operation. */
export function OperationPicture({ field }: { field: OperationField }) {
  const section = SECTION_MARKS[field]
  if (section !== undefined) return <Section mark={section} />
  const outline = OUTLINE_PICTURES[field]
  if (outline !== undefined) return outline
  return <FromAbove mark={ABOVE_MARKS[field] ?? ''} />
}

/** Which way round the tool goes: with the wood on its right it climbs. */
export function DirectionPicture({ direction }: { direction: 'climb' | 'conventional' }) {
  const isClimb = direction === 'climb'
  return (
    <svg viewBox="0 0 170 110" aria-hidden="true" className="sketch">
      <path className="sketch-wood" d={isClimb ? 'M10 62H160V104H10Z' : 'M10 6H160V38H10Z'} />
      <circle className="sketch-inlay" cx="80" cy="50" r="22" />
      <path className="sketch-lit" d="M80 50H140M131 44L140 50L131 56" />
      <path className="sketch-lit" d="M80 36A14 14 0 1 1 67 45M62 42L67 45L70 39" />
    </svg>
  )
}

const SIDE_WAYS = {
  outside: 'M26 88V52A54 54 0 0 1 80 -2H160',
  inside: 'M54 88V52A26 26 0 0 1 80 26H160',
  on: 'M40 88V52A40 40 0 0 1 80 12H160',
} as const

/** On which side of the line the tool runs: the piece is the wood within. */
export function SidePicture({ side }: { side: 'outside' | 'inside' | 'on' }) {
  return (
    <svg viewBox="0 0 170 110" aria-hidden="true" className="sketch">
      <path className="sketch-wood" d="M40 100V52A40 40 0 0 1 80 12H160V100Z" />
      <path className="sketch-lit" d={SIDE_WAYS[side]} />
    </svg>
  )
}
