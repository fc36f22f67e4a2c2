import type { FieldId } from './help.strings.ts'

/** Outline that is lit for each field; the rest of the sketch stays grey. */
const RING_MARKS: Partial<Record<FieldId, string>> = {
  soundholeRadius: 'M80 92L106 66',
  innerRadius: 'M80 92L118 66',
  outerRadius: 'M80 92L142 66',
  fingerboardWidth: 'M52 22H108M52 17V27M108 17V27',
  tileCount: 'M118 92A38 38 0 1 0 80 130',
  columns: 'M125 92H143M125 86H143M125 98H143',
}
const SECTION_MARKS: Partial<Record<FieldId, string>> = {
  topThickness: 'M20 50V100M15 50H25M15 100H25',
  inlayThickness: 'M132 44V74M127 44H137M127 74H137',
  proud: 'M132 44V50M127 44H137M127 50H137',
  clearance: 'M58 50V74M62 50V74',
  depthPerPass: 'M150 50V62M145 50H155M145 62H155',
  finish: 'M60 50V74M66 50V74M120 50V74M114 50V74',
  safeHeight: 'M150 18V50M145 18H155M145 50H155',
  skin: 'M150 94V100M145 94H155M145 100H155',
  tabHeight: 'M150 88V100M145 88H155M145 100H155',
}
const LOG_MARKS: Partial<Record<FieldId, string>> = {
  kerf: 'M50 38V94M54 38V94',
  trim: 'M18 104H34M18 99V109M34 99V109',
  spareTiles: 'M110 40H126V92H110Z',
  veneer: 'M142 52H152M142 58H152M147 52V58',
}

function RingSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 160 150" aria-hidden="true" className="sketch">
      <path className="sketch-plain" d="M52 8V70M108 8V70" />
      {[37, 45, 63].map((radius) => (
        <circle key={radius} className="sketch-plain" cx="80" cy="80" r={radius} />
      ))}
      <g transform="translate(0 -12)">
        <path className="sketch-lit" d={mark} />
      </g>
    </svg>
  )
}

function SectionSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 120" aria-hidden="true" className="sketch">
      <path className="sketch-wood" d="M30 50H60V74H120V50H142V100H30Z" />
      <path className="sketch-inlay" d="M62 44H118V74H62Z" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

function LogSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 120" aria-hidden="true" className="sketch">
      <path className="sketch-inlay" d="M18 40H140V92H18Z" />
      <path
        className="sketch-plain"
        d="M34 40V92M50 40V92M54 40V92M70 40V92M74 40V92M90 40V92M94 40V92M110 40V92M126 40V92"
      />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

/** A small drawing with the field's dimension lit; null where a picture would say nothing. */
export function HelpPicture({ field }: { field: FieldId }) {
  const ring = RING_MARKS[field]
  if (ring !== undefined) return <RingSketch mark={ring} />
  const section = SECTION_MARKS[field]
  if (section !== undefined) return <SectionSketch mark={section} />
  const log = LOG_MARKS[field]
  return log === undefined ? null : <LogSketch mark={log} />
}
