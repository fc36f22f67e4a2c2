import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatDecimal,
  formatInchFraction,
  formatLength,
  formatLengthNumber,
  inchFraction,
  lengthDecimals,
} from './format-length.ts'
import { MM_PER_INCH } from './length.ts'
import { parseLength, type LengthProblem, type LengthUnit } from './parse-length.ts'

function mm(text: string, unit: LengthUnit = 'mm', namesMm: Record<string, number> = {}): number {
  const read = parseLength(text, { unit, namesMm })
  if (!read.ok) throw new Error(`${text} was refused as ${read.error.kind}`)
  return read.value
}

function problem(text: string, namesMm: Record<string, number> = {}): LengthProblem {
  const read = parseLength(text, { unit: 'mm', namesMm })
  if (read.ok) throw new Error(`${text} was read as ${String(read.value)}`)
  return read.error
}

describe('a length as a person types it', () => {
  test.each<[string, number]>([
    ['12.5', 12.5],
    ['12,5', 12.5],
    [' 12.5 mm ', 12.5],
    ['.5', 0.5],
    ['1/2in', 12.7],
    ['1/2 in', 12.7],
    ['3 1/8"', 79.375],
    ['3 1/8″', 79.375],
    ['84/2', 42],
    ['84/2 mm', 42],
    ['2cm', 20],
    ['-3', -3],
    ['1in/2', 12.7],
    ['2*(3+4)', 14],
    ['(1+2)in', 76.2],
    ['10 - 1/4in', 3.65],
    ['10−2', 8],
    ['3×2', 6],
    ['1in/1mm', 25.4],
    ['1\u202f234.5', 1234.5],
  ])('%s is %f mm', (text, expected) => {
    expect(mm(text)).toBeCloseTo(expected, 9)
  })

  test('a bare number is in the unit of the field, also inside a sum with a length', () => {
    expect(mm('1', 'inch')).toBe(MM_PER_INCH)
    expect(mm('3 1/8', 'inch')).toBeCloseTo(79.375, 9)
    expect(mm('1in + 3', 'mm')).toBeCloseTo(28.4, 9)
    expect(mm('10mm + 1', 'inch')).toBeCloseTo(35.4, 9)
  })

  test('named lengths can be used in an expression', () => {
    expect(mm('=D/2+3', 'mm', { D: 86 })).toBe(46)
    expect(mm('=hole + 1', 'inch', { hole: 10 })).toBeCloseTo(35.4, 9)
  })

  test.each<[string, LengthProblem['kind']]>([
    ['', 'empty'],
    ['  ', 'empty'],
    ['=', 'empty'],
    ['abc', 'unknown-name'],
    ['12 parsecs', 'unexpected'],
    ['3 +', 'unfinished'],
    ['(3', 'unfinished'],
    ['3)', 'unexpected'],
    ['3 $', 'unexpected'],
    ['1/0', 'divided-by-zero'],
    ['1/0in', 'divided-by-zero'],
    ['2mm*3mm', 'not-a-length'],
    ['2/(3mm)', 'not-a-length'],
    ['1,234', 'ambiguous-comma'],
    ['toString', 'unknown-name'],
    ['mm', 'unexpected'],
  ])('%j is refused as %s', (text, kind) => {
    expect(problem(text).kind).toBe(kind)
  })

  test('an unknown name says which names there are', () => {
    expect(problem('=Q', { D: 1, hole: 2 })).toEqual({
      kind: 'unknown-name',
      name: 'Q',
      known: ['D', 'hole'],
    })
  })

  test('any text is either read to a finite length or refused, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.constantFrom('mm', 'inch'), (text, unit) => {
        const read = parseLength(text, { unit: unit })
        return !read.ok || Number.isFinite(read.value)
      }),
      { numRuns: 500 },
    )
  })
})

describe('a length as it is shown', () => {
  test('decimals, thin groups and the unit', () => {
    expect(formatLength(12.5, 'mm')).toBe('12.50 mm')
    expect(formatLength(12.5, 'mm', 'fine')).toBe('12.500 mm')
    expect(formatLength(25.4, 'inch')).toBe('1.0000 in')
    expect(formatDecimal(1234567.891, 2)).toBe('1\u202f234\u202f567.89')
    expect(formatDecimal(-0.0001, 2)).toBe('0.00')
  })

  test('inch fractions come in lowest terms and admit when they are rounded', () => {
    expect(formatInchFraction(79.375)).toBe('3 1/8"')
    expect(formatInchFraction(12.7)).toBe('1/2"')
    expect(formatInchFraction(0)).toBe('0"')
    expect(formatInchFraction(50.8)).toBe('2"')
    expect(formatInchFraction(12.5)).toBe('≈ 31/64"')
    expect(formatInchFraction(-79.375)).toBe('-(3 1/8)"')
  })

  test('what is shown reads back to within half of the last digit', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -5000, max: 5000, noNaN: true }),
        fc.constantFrom<LengthUnit>('mm', 'inch'),
        fc.constantFrom('plain' as const, 'fine' as const),
        (lengthMm, unit, precision) => {
          const shown = formatLengthNumber(lengthMm, unit, precision)
          const half = 0.5 * 10 ** -lengthDecimals(unit, precision)
          const limitMm = half * (unit === 'mm' ? 1 : MM_PER_INCH) + 1e-9
          expect(Math.abs(mm(shown, unit) - lengthMm)).toBeLessThanOrEqual(limitMm)
          expect(mm(formatLength(lengthMm, unit, precision))).toBeCloseTo(mm(shown, unit), 9)
        },
      ),
    )
  })

  test('every 64th of an inch survives being shown and read', () => {
    fc.assert(
      fc.property(fc.integer({ min: -6400, max: 6400 }), (parts) => {
        const lengthMm = (parts / 64) * MM_PER_INCH
        expect(mm(formatInchFraction(lengthMm))).toBeCloseTo(lengthMm, 9)
        expect(Math.abs(inchFraction(lengthMm).errorMm)).toBeLessThan(1e-9)
      }),
    )
  })
})
