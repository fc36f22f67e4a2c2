import { MM_PER_INCH } from '../units/length.ts'
import type { DxfHeader } from './dxf/dxf-contents.ts'

/** A unit a drawing may be in. */
export type DrawingUnit = 'mm' | 'cm' | 'dm' | 'm' | 'in' | 'ft' | 'yd' | 'um' | 'mil' | 'km'

/** mm in one of each. */
export const MM_PER_UNIT: Readonly<Record<DrawingUnit, number>> = {
  mm: 1,
  cm: 10,
  dm: 100,
  m: 1000,
  in: MM_PER_INCH,
  ft: 12 * MM_PER_INCH,
  yd: 36 * MM_PER_INCH,
  um: 0.001,
  mil: MM_PER_INCH / 1000,
  km: 1e6,
}

/** Values of $INSUNITS, by the DXF reference; 0 is "unitless". */
const INSERT_UNITS: Readonly<Record<number, DrawingUnit>> = {
  1: 'in',
  2: 'ft',
  4: 'mm',
  5: 'cm',
  6: 'm',
  7: 'km',
  9: 'mil',
  10: 'yd',
  13: 'um',
  14: 'dm',
}

/** A drawing of an instrument or a part of one is about so large; a double bass is 2 m long. */
export const PLAUSIBLE_SIZE_MM = { least: 5, most: 2000 } as const

/** A unit the drawing may be in, and how large it would be. */
export interface UnitChoice {
  readonly unit: DrawingUnit
  readonly sizeMm: number
}

/** The unit of a drawing, or why it must be asked for. */
export type UnitVerdict =
  | { readonly kind: 'settled'; readonly unit: DrawingUnit; readonly by: 'header' | 'choice' }
  | {
      readonly kind: 'asked'
      readonly declared: DrawingUnit | null
      readonly reason: 'not-declared' | 'implausible-size'
      /** The size in the declared unit, or null when none is. */
      readonly declaredSizeMm: number | null
      /** The likeliest first. */
      readonly choices: readonly UnitChoice[]
    }

function isPlausible(sizeMm: number): boolean {
  return sizeMm >= PLAUSIBLE_SIZE_MM.least && sizeMm <= PLAUSIBLE_SIZE_MM.most
}

/** What the header declares; $MEASUREMENT alone says only metric or not, which is no unit. */
function declaredUnit(header: DxfHeader): DrawingUnit | null {
  return header.insertUnits === null ? null : (INSERT_UNITS[header.insertUnits] ?? null)
}

/** The declared unit where the drawing then has a size an instrument can have. */
function believedUnit(declared: DrawingUnit | null, size: number): DrawingUnit | null {
  // where nothing is drawn no unit can be wrong
  if (size === 0) return declared ?? 'mm'
  return declared !== null && isPlausible(size * MM_PER_UNIT[declared]) ? declared : null
}

/**
 * Settles the unit of a drawing whose longest side is `size` drawing units. A choice made by a person
 * holds; a declared unit holds when the drawing then has a size an instrument can have. Else it is asked
 * for, with what is likely: a drawing that declares metres is often in mm.
 */
export function settleUnit(
  header: DxfHeader,
  size: number,
  chosen: DrawingUnit | null,
): UnitVerdict {
  if (chosen !== null) return { kind: 'settled', unit: chosen, by: 'choice' }
  const declared = declaredUnit(header)
  const declaredSizeMm = declared === null ? null : size * MM_PER_UNIT[declared]
  const believed = believedUnit(declared, size)
  if (believed !== null) return { kind: 'settled', unit: believed, by: 'header' }
  const order: readonly DrawingUnit[] =
    header.measurement === 0 ? ['in', 'mm', 'cm', 'm'] : ['mm', 'in', 'cm', 'm']
  const sizes = order.map((unit) => ({ unit, sizeMm: size * MM_PER_UNIT[unit] }))
  const likely = sizes.filter(({ sizeMm }) => isPlausible(sizeMm))
  return {
    kind: 'asked',
    declared,
    reason: declared === null ? 'not-declared' : 'implausible-size',
    declaredSizeMm,
    choices: likely.length > 0 ? likely : sizes,
  }
}
