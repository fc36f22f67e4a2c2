/** A number as the firmware prints it: single precision, halves away from zero. */
export function printedNumber(value: number, decimals: number): string {
  let scaled = Math.fround(Math.abs(value))
  for (let left = decimals; left > 0; left -= 2)
    scaled = Math.fround(scaled * (left > 1 ? 100 : 10))
  const digits = String(Math.trunc(Math.fround(scaled + 0.5))).padStart(decimals + 1, '0')
  const sign = value < 0 ? '-' : ''
  if (decimals === 0) return sign + digits
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
