import { isRepeating } from './laminate.ts'
import type { StripFamily } from './strip-family.schema.ts'

/** What a ring of a plan is said to be laminated of. */
export type Weave =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'rope' | 'herringbone' | 'wheat'
      readonly lightMm: number
      readonly darkMm: number
      readonly angleDeg: number
      readonly backed: boolean
    }

/** Brightness of `#rrggbb`, 0 to 255, by the weights of ITU-R BT.601. */
function lightness(colour: string): number {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  return 0.299 * part(1) + 0.587 * part(3) + 0.114 * part(5)
}

/**
 * How a plan's ring describes a family: two layers at an angle where the family is just that, with the
 * lighter one named light; everything else is plain. A border is what holds the short grain together.
 */
export function weaveOf({ strips, construction }: StripFamily): Weave {
  if (!isRepeating(construction) || construction.kind === 'ladder') return { kind: 'plain' }
  const [first, second] = strips.toSorted((a, b) => lightness(b.colour) - lightness(a.colour))
  if (strips.length !== 2 || first === undefined || second === undefined) return { kind: 'plain' }
  if (first.widthMm === null || second.widthMm === null) return { kind: 'plain' }
  return {
    kind: construction.kind,
    lightMm: first.widthMm,
    darkMm: second.widthMm,
    angleDeg: construction.angleDeg,
    backed: construction.border.length > 0,
  }
}
