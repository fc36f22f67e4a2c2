import { describe, expect, test } from 'vitest'
import { measureText, subjectText } from './finding-text.ts'

describe('measured values', () => {
  test('lengths follow the chosen unit and small ones get a digit more', () => {
    expect(measureText(2, 'mm', 'mm')).toBe('2.00 mm')
    expect(measureText(0.0123, 'mm', 'mm')).toBe('0.012 mm')
    expect(measureText(25.4, 'mm', 'inch')).toBe('1.0000 in')
    expect(measureText(0.0667, 'mm/tooth', 'mm')).toBe('0.0667 mm/tooth')
    expect(measureText(18_000, 'rpm', 'mm')).toBe('18\u202f000 rpm')
    expect(measureText(0.0333, 'of D', 'mm')).toBe('3.33 % of D')
    expect(measureText(null, 'mm', 'mm')).toBeNull()
  })

  test('a subject is called as its maker called it, never by its id', () => {
    const plan = { rings: [{ id: 'mosaic', name: 'Main mosaic' }] } as never
    expect(subjectText('ring:mosaic', plan)).toBe('Main mosaic')
    expect(subjectText('soundhole', plan)).toBe('Soundhole')
    expect(subjectText('land:mosaic:mosaic', plan)).toBe('Between Main mosaic and Main mosaic')
    expect(subjectText('machine:bench-router-400:x', plan)).toBe('Machine, X axis')
    expect(subjectText('tool:downcut-2.0-2f', plan)).toBe('Router bit')
  })
})
