/** Millimetres in one inch, exactly (international inch, 1959). */
export const MM_PER_INCH = 25.4

/** Converts inches to millimetres. */
export function mmFromInch(lengthInch: number): number {
  return lengthInch * MM_PER_INCH
}

/** Converts millimetres to inches. */
export function inchFromMm(lengthMm: number): number {
  return lengthMm / MM_PER_INCH
}
