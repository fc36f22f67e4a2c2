import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatLengthMm, formatNumber, type NumberFormat, roundedMm } from './format.ts'

const DECIMALS = { coordinate: 3, arcCentre: 4, feed: 1, speed: 0, dwell: 2 }
const MM: NumberFormat = { units: 'mm', decimals: DECIMALS }
const INCH: NumberFormat = { units: 'inch', decimals: { ...DECIMALS, coordinate: 5 } }

describe('numbers as a controller reads them', () => {
  test.each([
    [0, 3, '0'],
    [-0, 3, '0'],
    [-0.0004, 3, '0'],
    [0.0005, 3, '0.001'],
    [1, 3, '1'],
    [10, 0, '10'],
    [100, 3, '100'],
    [1.5, 3, '1.5'],
    [-1.23456, 3, '-1.235'],
    [12.3, 1, '12.3'],
    [999.9996, 3, '1000'],
  ])('%d with %d decimals is %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text)
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e15, 1e21])('%d has no text', (value) => {
    expect(() => formatNumber(value, 3)).toThrow(RangeError)
  })

  test('what is written reads back to within half of the last digit, and never as -0', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.nat(6), (value, decimals) => {
        const text = formatNumber(value, decimals)
        expect(text).toMatch(/^-?\d+(\.\d*[1-9])?$/)
        expect(text).not.toBe('-0')
        expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + 1e-9)
      }),
    )
  })

  test('inches are converted before they are rounded', () => {
    expect(formatLengthMm(25.4, INCH, 'coordinate')).toBe('1')
    expect(formatLengthMm(1, INCH, 'coordinate')).toBe('0.03937')
    expect(formatLengthMm(1, MM, 'coordinate')).toBe('1')
    expect(roundedMm(1, INCH, 'coordinate')).toBeCloseTo(0.999998, 9)
    expect(roundedMm(1.23456, MM, 'arcCentre')).toBe(1.2346)
  })
})
