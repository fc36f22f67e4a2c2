import type { Point3 } from '../geometry/point.ts'
import { MM_PER_INCH } from '../units/length.ts'

/** GRBL prints lengths with three decimals in mm and four in inches; anything else is damage. */
const COORDINATE = /^-?\d{1,7}\.\d{3,4}$/

/**
 * Reads `x,y,z` (further axes are passed over) as GRBL prints them, in mm. Null when any number
 * is not whole, so that a damaged report never becomes half a position.
 */
export function pointFromNumbers(text: string, inches: boolean): Point3 | null {
  const parts = text.split(',')
  if (parts.length < 3 || parts.length > 8) return null
  if (!parts.every((part) => COORDINATE.test(part))) return null
  const scale = inches ? MM_PER_INCH : 1
  const [x, y, z] = parts.map((part) => Number(part) * scale)
  if (x === undefined || y === undefined || z === undefined) return null
  return { xMm: x, yMm: y, zMm: z }
}

/** Reads a list of exactly `count` plain numbers, or null. */
export function numbersFromList(text: string, count: number): readonly number[] | null {
  const parts = text.split(',')
  if (parts.length !== count) return null
  if (!parts.every((part) => /^\d{1,9}(\.\d{1,4})?$/.test(part))) return null
  return parts.map(Number)
}
