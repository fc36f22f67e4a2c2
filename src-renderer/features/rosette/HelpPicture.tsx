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
  logHeight: 'M150 40V92M145 40H155M145 92H155',
  glueLine: 'M18 66H140',
  logCount: 'M18 40H140V92H18Z',
  blankLength: 'M18 104H140M18 99V109M140 99V109',
}
const WEAVE_MARKS: Partial<Record<FieldId, string>> = {
  lightMm: 'M42 84L78 48M54 96L90 60M44 100L58 114',
  darkMm: 'M54 96L90 60M66 108L102 72',
  angleDeg: 'M30 96H62M40 96A10 10 0 0 0 37 89',
  overlap: 'M118 30H150M118 25V35M150 25V35',
}
const PIECE_MARKS: Partial<Record<FieldId, string>> = {
  arcCount: 'M80 28V46M132 80H114M80 132V114M28 80H46',
  segmentLength: 'M52 34L108 34M52 29V39M108 29V39',
  maxSag: 'M80 24V34',
  laidTiles: 'M52 34L60 50M66 29L70 47M94 29L90 47M108 34L100 50',
  laidArc: 'M52 34A54 54 0 0 1 108 34',
  boughtOutside: 'M26 80H134M26 75V85M134 75V85',
  boughtInside: 'M46 80H114M46 75V85M114 75V85',
}
const BLADE_MARKS: Partial<Record<FieldId, string>> = {
  bladeDiameter: 'M24 74H120M24 69V79M120 69V79',
  flangeDiameter: 'M56 74H88M56 69V79M88 69V79',
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

function WeaveSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 120" aria-hidden="true" className="sketch">
      <path className="sketch-inlay" d="M30 48H150V96H30Z" />
      <path
        className="sketch-plain"
        d="M30 84L66 48M42 96L90 48M66 96L114 48M90 96L138 48M114 96L150 60M138 96L150 84"
      />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

function PieceSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 160 150" aria-hidden="true" className="sketch">
      <circle className="sketch-plain" cx="80" cy="80" r="54" />
      <circle className="sketch-plain" cx="80" cy="80" r="34" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

function BladeSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 130" aria-hidden="true" className="sketch">
      <circle className="sketch-plain" cx="72" cy="74" r="48" />
      <circle className="sketch-plain" cx="72" cy="74" r="16" />
      <path className="sketch-inlay" d="M104 10H150V50H104Z" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

const SKETCHES = [
  [RING_MARKS, RingSketch],
  [SECTION_MARKS, SectionSketch],
  [LOG_MARKS, LogSketch],
  [WEAVE_MARKS, WeaveSketch],
  [PIECE_MARKS, PieceSketch],
  [BLADE_MARKS, BladeSketch],
] as const

/** A small drawing with the field's dimension lit; null where a picture would say nothing. */
export function HelpPicture({ field }: { field: FieldId }) {
  for (const [marks, Sketch] of SKETCHES) {
    const mark = marks[field]
    if (mark !== undefined) return <Sketch mark={mark} />
  }
  return null
}
