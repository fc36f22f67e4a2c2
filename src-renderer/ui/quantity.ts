/** How a kind of number is typed and shown; what is stored is always in the program's own unit. */
export interface Quantity {
  /** Reads what a person typed; a refusal is the sentence to show. */
  readonly read: (
    text: string,
  ) =>
    | { readonly ok: true; readonly value: number }
    | { readonly ok: false; readonly sentence: string }
  /** The number alone, as typed back. */
  readonly show: (value: number) => string
  /** Unit after the number, e.g. `mm`; empty for counts. */
  readonly suffix: string
  /** The same in the other unit; null when there is none. */
  readonly other: (value: number) => string | null
  /** Step of one arrow key for a field whose natural step is `step`. */
  readonly stepFor: (step: number) => number
}

/** Bounds of a field, in the program's own unit. */
export interface FieldRange {
  readonly min: number
  readonly max: number
}

/** Moves a value by so many steps, onto the step's own raster where it already lies on it, inside the range. */
export function nudge(value: number, step: number, range: FieldRange): number {
  // Twelve digits hide what binary fractions add, so that 0.1 + 0.2 is typed back as 0.3.
  const moved = Number((value + step).toPrecision(12))
  return Math.min(range.max, Math.max(range.min, moved))
}

/** Factor of a key press: Shift ×10, Alt ÷10. */
export function stepFactor(keys: { readonly shiftKey: boolean; readonly altKey: boolean }): number {
  if (keys.shiftKey) return 10
  return keys.altKey ? 0.1 : 1
}
