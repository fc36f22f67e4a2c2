import { drawnOperations } from '#core/rosette/drawn-operation.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { formatDecimal, formatLength, formatLengthNumber } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { findingStrings } from './finding.strings.ts'

/** Decimals a plain number needs to show four digits that matter. */
function plainText(value: number): string {
  const magnitude = Math.abs(value)
  if (Number.isInteger(value) && magnitude < 1e9) return formatDecimal(value, 0)
  return formatDecimal(
    value,
    magnitude >= 1000 ? 0 : magnitude >= 10 ? 1 : magnitude >= 0.1 ? 2 : 4,
  )
}

/** A finding's number with its unit, in the chosen unit where it is a length. */
export function measureText(value: number | null, unit: string, shown: LengthUnit): string | null {
  if (value === null) return null
  if (unit === 'mm') {
    // A hundredth of a millimetre decides at a wall: small lengths get a digit more.
    return formatLength(value, shown, Math.abs(value) < 0.0995 ? 'fine' : 'plain')
  }
  if (unit === 'mm/min') {
    return shown === 'mm'
      ? `${formatDecimal(value, 0)} mm/min`
      : `${formatLengthNumber(value, 'inch')} in/min`
  }
  if (unit === 'of D') return `${formatDecimal(value * 100, 2)} % of D`
  if (unit === 'ratio') return `${formatDecimal(value * 100, 1)} %`
  if (unit === 'mm/tooth' && shown === 'mm') return `${formatDecimal(value, 4)} mm/tooth`
  return `${plainText(value)} ${unit}`.trim()
}

/** The part a finding is about, by the name the maker gave it. */
export function subjectText(subject: string, plan: Plan | null): string {
  const words = findingStrings
  const ringName = (id = '') => plan?.rings.find((ring) => ring.id === id)?.name ?? id
  const [kind = '', first, second] = subject.split(':')
  if (kind === 'ring') return ringName(first)
  if (kind === 'operation') return operationName(plan, first) ?? words.whole
  if (kind === 'land') return words.between(ringName(first), ringName(second))
  if (kind === 'machine' && second !== undefined) return words.axis(second)
  return words.parts[kind] ?? words.whole
}

function operationName(plan: Plan | null, id: string | undefined): string | undefined {
  if (plan === null) return undefined
  const all = drawnOperations(plan, { withOff: true })
  return all.find(({ operation }) => operation.id === id)?.name
}
