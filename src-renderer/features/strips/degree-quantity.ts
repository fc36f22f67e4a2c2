import type { Quantity } from '../../ui/quantity.ts'
import { stripsStrings } from './strips.strings.ts'

/** Angles in degrees, as a mitre gauge has them. */
export function degreeQuantity(): Quantity {
  return {
    read: (text) => {
      const cleaned = text
        .replace(/\s*(°|deg)\s*$/i, '')
        .replace(',', '.')
        .trim()
      return /^\d+(\.\d+)?$/.test(cleaned)
        ? { ok: true, value: Number(cleaned) }
        : { ok: false, sentence: stripsStrings.notANumber }
    },
    show: (value) => String(Number(value.toFixed(2))),
    suffix: '°',
    other: () => null,
    stepFor: (step) => step,
  }
}
