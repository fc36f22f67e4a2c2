import type { OperationField } from './operations.strings.ts'

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
  plunge: 'M104 70V92M98 84L104 92L110 84',
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
