/** GRBL prints settings with three decimals; a value kept as a 32-bit float differs by less. */
const PRINTED = 0.0006

/** True when two printed values of a setting mean the same. */
export function sameValue(left: string, right: string): boolean {
  const difference = Math.abs(Number(left) - Number(right))
  if (Number.isNaN(difference)) return left === right
  // a float has seven digits
  return difference <= Math.max(PRINTED, Math.abs(Number(left)) * 1e-6)
}
