import {
  type DrawingLimit,
  type DrawingLimits,
  LIMIT_RANGES,
  USUAL_LIMITS,
} from '#core/drawing/drawing-limits.ts'
import { type DrawingUnit, MM_PER_UNIT, type UnitVerdict } from '#core/drawing/drawing-units.ts'
import type { DrawingFileOptions } from '../drawings/drawing-file.ts'
import type { Command } from './command.ts'

/** Options of every command that reads a DXF. */
export const DXF_OPTIONS = {
  units: { type: 'string' },
  'allow-large': { type: 'boolean' },
  tolerance: { type: 'string' },
  join: { type: 'string' },
  'max-mb': { type: 'string' },
  'max-segments': { type: 'string' },
  'max-coordinate': { type: 'string' },
  'max-nesting': { type: 'string' },
  'max-seconds': { type: 'string' },
} as const satisfies Command['options']

/** What `--help` says of them. */
export const DXF_OPTIONS_USAGE = `  --units U      mm, cm, m, in, ft ...; needed when the file does not say, or says what cannot be
  --tolerance T  mm an arc may be off the spline or ellipse it stands for (0.01)
  --join T       mm between ends that are joined (0.01)
  --allow-large  up to 64 MB, 1,000,000 segments and 300 s, whatever the limits below
  --max-mb N           MB the file may have (10)
  --max-segments N     lines and arcs it may become (100000)
  --max-coordinate N   mm a coordinate may be from 0, either way (10000)
  --max-nesting N      blocks there may be within blocks (32)
  --max-seconds N      s it may take (30)`

type Values = Parameters<Command['run']>[0]['values']
type Value = Values[string]

function isUnit(name: string): name is DrawingUnit {
  return Object.hasOwn(MM_PER_UNIT, name)
}

function toleranceOf(name: string, value: Value): number | string {
  if (typeof value !== 'string') return 0.01
  const toleranceMm = Number(value)
  return toleranceMm >= 0.0001 && toleranceMm <= 1
    ? toleranceMm
    : `--${name} "${value}" is not a length from 0.0001 to 1 mm`
}

const LIMIT_OPTIONS: Readonly<Record<DrawingLimit, keyof typeof DXF_OPTIONS>> = {
  fileMb: 'max-mb',
  segments: 'max-segments',
  coordinateMm: 'max-coordinate',
  nesting: 'max-nesting',
  seconds: 'max-seconds',
}

function limitsOf(values: Values): DrawingLimits | string {
  const limits: Record<DrawingLimit, number> = { ...USUAL_LIMITS }
  for (const limit of Object.keys(USUAL_LIMITS) as DrawingLimit[]) {
    const option = LIMIT_OPTIONS[limit]
    const value = values[option]
    if (typeof value !== 'string') continue
    const { least, most } = LIMIT_RANGES[limit]
    const number = Number(value)
    if (!(Number.isInteger(number) && number >= least && number <= most)) {
      return `--${option} "${value}" is not a whole number from ${String(least)} to ${String(most)}`
    }
    limits[limit] = number
  }
  return limits
}

/** The options as given, or what is wrong with them. */
export function dxfOptionsOf(values: Values): DrawingFileOptions | string {
  const { units, tolerance, join } = values
  if (units !== undefined && (typeof units !== 'string' || !isUnit(units))) {
    return `--units ${JSON.stringify(units)} is none of ${Object.keys(MM_PER_UNIT).join(', ')}`
  }
  const curveToleranceMm = toleranceOf('tolerance', tolerance)
  if (typeof curveToleranceMm === 'string') return curveToleranceMm
  const joinToleranceMm = toleranceOf('join', join)
  if (typeof joinToleranceMm === 'string') return joinToleranceMm
  const limits = limitsOf(values)
  if (typeof limits === 'string') return limits
  const allowLarge = values['allow-large'] === true
  return { unit: units ?? null, allowLarge, curveToleranceMm, joinToleranceMm, limits }
}

/** Why the unit is asked for and what is likely, as sentences; empty once it is settled. */
export function unitQuestion(source: string, verdict: UnitVerdict): readonly string[] {
  if (verdict.kind === 'settled') return []
  const { declared, declaredSizeMm, choices } = verdict
  const reason =
    declared === null || declaredSizeMm === null
      ? 'declares no unit of length'
      : `declares ${declared}, which makes the drawing ${declaredSizeMm.toPrecision(4)} mm across: no instrument is`
  const sizes = choices.map(
    ({ unit, sizeMm }) => `--units ${unit} makes it ${sizeMm.toPrecision(4)} mm`,
  )
  return [`${source}: ${reason}.`, `Say which it is: ${sizes.join('; ')}.`]
}
