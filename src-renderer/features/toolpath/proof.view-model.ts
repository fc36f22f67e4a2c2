import type { BlockPicture, ProgramProof } from '#core/simulation/program-proof.ts'
import type { Clearance } from '#core/simulation/simulation.ts'
import { formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { proofStrings as words } from './proof.strings.ts'

/** How a checked thing came out; `unknown` was not checked for want of a measure. */
export type ProofState = 'good' | 'bad' | 'unknown'

/** One thing that was checked, with its figure. */
export interface ProofRow {
  readonly label: string
  readonly value: string
  readonly state: ProofState
}

const area = (valueMm2: number) => `${valueMm2.toFixed(2)} mm²`

function clearanceRow(
  { kind, name, clearanceMm, passedAtMm }: Clearance,
  unit: LengthUnit,
): ProofRow {
  const label = words.clearance[kind](name)
  if (clearanceMm !== null) {
    return {
      label,
      value: formatLength(clearanceMm, unit),
      state: clearanceMm < 0 ? 'bad' : 'good',
    }
  }
  // an obstacle the tool never comes over needs no height
  const isNeverOver = kind === 'obstacle' && passedAtMm === null
  return isNeverOver
    ? { label, value: words.passesBy, state: 'good' }
    : { label, value: words.unknown, state: 'unknown' }
}

/** Everything a proof checked, in the order a person asks: the cut, then the clearances. */
export function proofRows(proof: ProgramProof, unit: LengthUnit): readonly ProofRow[] {
  const has = (kind: string) => proof.findings.some((finding) => finding.kind === kind)
  return [
    { label: words.gouge, value: area(proof.gougedMm2), state: has('gouge') ? 'bad' : 'good' },
    { label: words.rest, value: area(proof.restMm2), state: has('rest') ? 'bad' : 'good' },
    ...proof.clearances.map((clearance) => clearanceRow(clearance, unit)),
  ]
}

/** One bar of the engagement, 0 to 1 of the tallest. */
export interface EngagementBar {
  readonly fromDeg: number
  readonly lengthMm: number
  readonly share: number
}

/** How many millimetres the bit cut with so much of it in the wood, in steps of 10°. */
export function engagementBars({ engagementMm }: ProgramProof): readonly EngagementBar[] {
  const most = Math.max(1e-9, ...engagementMm)
  return engagementMm.map((lengthMm, index) => ({
    fromDeg: index * 10,
    lengthMm,
    share: lengthMm / most,
  }))
}

type Colour = readonly [red: number, green: number, blue: number]
const TOP: Colour = [234, 211, 160]
const DEEP: Colour = [74, 50, 26]
const FAULT: Colour = [214, 40, 40]

/** The block seen from above as RGBA pixels, the first row at the top (largest Y); 0 is the top's colour. */
export function picturePixels({ columns, rows, heightsMm, faults }: BlockPicture): {
  readonly pixels: Uint8ClampedArray<ArrayBuffer>
  readonly lowestMm: number
} {
  let lowestMm = 0
  for (const heightMm of heightsMm) if (heightMm < lowestMm) lowestMm = heightMm
  const pixels = new Uint8ClampedArray(columns * rows * 4)
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cell = row * columns + column
      const share = lowestMm < 0 ? Math.min(1, (heightsMm[cell] ?? 0) / lowestMm) : 0
      const colour = (faults[cell] ?? 0) === 0 ? mix(share) : FAULT
      pixels.set([...colour, 255], ((rows - 1 - row) * columns + column) * 4)
    }
  }
  return { pixels, lowestMm }
}

function mix(share: number): Colour {
  const at = (index: 0 | 1 | 2) => TOP[index] + (DEEP[index] - TOP[index]) * share
  return [at(0), at(1), at(2)]
}
