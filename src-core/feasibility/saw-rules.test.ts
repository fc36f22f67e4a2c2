import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bladeReachMm } from '../library/blade-reach.ts'
import type { Blade } from '../library/blade.schema.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { Material } from '../library/material.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { parsePlan } from '../rosette/parse-plan.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { evaluateFeasibility } from './evaluate.ts'
import type { RiskLevel } from './finding.ts'
import { jobRecords } from './job-context.ts'
import { biteMm, heatIndex, BITE_WINDOWS, rimSpeedMPerS } from './saw-physics.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const blades = read('data/library/blades.json') as readonly Blade[]
const library = {
  tools: read('data/library/tools.json') as readonly Tool[],
  machines: read('data/library/machines.json') as readonly Machine[],
  materials: read('data/library/materials.json') as readonly Material[],
  blades,
}
const parsed = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
if (!parsed.ok) throw new Error('the shipped mosaic must parse')
const mosaic = parsed.value

const good: Blade = {
  id: 'test',
  name: 'Test blade',
  kind: 'fine',
  diameterMm: 85,
  kerfMm: 0.6,
  plateMm: 0.5,
  boreMm: 10,
  teeth: 80,
  maxRpm: 10_000,
  flangeDiameterMm: 25,
  source: 'test',
}
type Sawing = NonNullable<Plan['sawing']>
// 85 mm at 6000 rpm: 26.7 m/s; 6000 mm/min over 80 teeth: 0.0125 mm
const sawing: Sawing = { bladeId: 'test', spindleRpm: 6000, feedMmPerMin: 6000, withSled: true }

const ORDER: readonly RiskLevel[] = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN']

interface Change {
  readonly blade?: Partial<Blade>
  readonly sawing?: Partial<Sawing>
  readonly plan?: Partial<Plan>
}

function worst(
  ruleId: string,
  { blade = {}, plan = {}, sawing: saw = {} }: Change = {},
): RiskLevel {
  const changed: Plan = { ...mosaic, ...plan, sawing: { ...sawing, ...saw } }
  const records = jobRecords(changed, { ...library, blades: [{ ...good, ...blade }] })
  const grades = evaluateFeasibility(changed, records)
    .findings.filter((finding) => finding.ruleId === ruleId)
    .map(({ grade }) => ORDER.indexOf(grade))
  const level = ORDER[Math.max(...grades)]
  if (level === undefined) throw new Error(`${ruleId} said nothing`)
  return level
}

describe('saw formulas, against published rows', () => {
  test.each([
    [85, 7000, 31],
    [80, 7000, 29],
    [50, 7000, 18],
    [63, 8000, 26],
    [140, 10_000, 73],
    [254, 4000, 53],
  ])('a %i mm blade at %i rpm runs at %i m/s', (diameterMm, rpm, mPerS) => {
    expect(Math.round(rimSpeedMPerS(diameterMm, rpm))).toBe(mPerS)
  })

  test('36 teeth at 7000 rpm take 0.004 mm at 1 m/min and 0.012 mm at 3', () => {
    expect(biteMm(1000, 7000, 36)).toBeCloseTo(0.004, 4)
    expect(biteMm(3000, 7000, 36)).toBeCloseTo(0.0119, 4)
  })

  test('a 180 mm blade with a 60 mm flange reaches 59 mm', () => {
    expect(bladeReachMm(180, 60)).toBe(59)
  })

  test('heat is nothing while every tooth bites, and more in ebony than in maple', () => {
    const cut = { window: BITE_WINDOWS.fine, rimSpeedMPerS: 60, biteMm: 0.001 }
    expect(heatIndex({ ...cut, biteMm: 0.005, burnFactor: 1 })).toBe(0)
    expect(heatIndex({ ...cut, burnFactor: 1 })).toBeCloseTo(0.8 * 2 * 1.1, 9)
    expect(heatIndex({ ...cut, burnFactor: 1.4 })).toBeCloseTo(1.4 * 1.76, 9)
  })
})

describe('the saw of a mosaic', () => {
  test('sawn rightly it is GREEN in every saw rule, and without a saw nothing is said of one', () => {
    for (const rule of [
      'bite',
      'rim-speed',
      'blade-limit',
      'reach',
      'slice',
      'hold-down',
      'heat',
      'kerf',
    ]) {
      expect(worst(`saw.${rule}`), rule).toBe('GREEN')
    }
    const byHand = evaluateFeasibility(mosaic, jobRecords(mosaic, library)).findings
    expect(byHand.map(({ ruleId }) => ruleId).filter((id) => id.startsWith('saw.'))).toEqual(
      // thin pieces break whoever saws them
      expect.arrayContaining(['saw.slice']),
    )
    expect(byHand.some(({ ruleId }) => ruleId === 'saw.bite')).toBe(false)
  })

  test.each<[string, string, Change, RiskLevel]>([
    ['a blade without a marked speed', 'saw.measured', { blade: { maxRpm: null } }, 'RED'],
    ['a blade of unknown flange', 'saw.measured', { blade: { flangeDiameterMm: null } }, 'RED'],
    ['a blade of unknown kerf', 'saw.measured', { blade: { kerfMm: null } }, 'RED'],
    ['faster than the mark', 'saw.blade-limit', { blade: { maxRpm: 5900 } }, 'RED'],
    ['close to the mark', 'saw.blade-limit', { blade: { maxRpm: 7000 } }, 'YELLOW'],
    ['teeth at 107 m/s', 'saw.rim-speed', { sawing: { spindleRpm: 24_000 } }, 'RED'],
    ['teeth at 85 m/s', 'saw.rim-speed', { sawing: { spindleRpm: 19_200 } }, 'YELLOW'],
    ['teeth that only rub', 'saw.bite', { sawing: { feedMmPerMin: 500 } }, 'RED'],
    ['teeth that hardly bite', 'saw.bite', { sawing: { feedMmPerMin: 1500 } }, 'YELLOW'],
    ['teeth that tear', 'saw.bite', { sawing: { spindleRpm: 600 } }, 'RED'],
    ['a blade too small', 'saw.reach', { blade: { diameterMm: 40 } }, 'RED'],
    ['a piece held by hand', 'saw.hold-down', { sawing: { withSled: false } }, 'RED'],
    ['a kerf that is not the blade’s', 'saw.kerf', { blade: { kerfMm: 1 } }, 'YELLOW'],
    ['a blade nobody has', 'input.known-record', { sawing: { bladeId: 'none' } }, 'RED'],
  ])('%s', (_name, ruleId, change, expected) => {
    expect(worst(ruleId, change)).toBe(expected)
  })

  test('slices of 0.7 mm are doubtful, of 0.4 mm dust', () => {
    const sliced = (inlayThicknessMm: number) => ({
      rings: mosaic.rings.map((ring) =>
        ring.kind === 'tile' ? { ...ring, inlayThicknessMm, proudMm: 0 } : ring,
      ),
    })
    expect(worst('saw.slice', { plan: sliced(0.7) })).toBe('YELLOW')
    expect(worst('saw.slice', { plan: sliced(0.4) })).toBe('RED')
  })

  test('a faster blade, a smaller reach or a thinner slice never makes a job better', () => {
    const level = (ruleId: string, change: Change) => ORDER.indexOf(worst(ruleId, change))
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 20_000 }),
        fc.integer({ min: 0, max: 9000 }),
        (rpm, more) => {
          for (const rule of ['saw.blade-limit', 'saw.rim-speed']) {
            const slow = level(rule, { sawing: { spindleRpm: rpm } })
            expect(level(rule, { sawing: { spindleRpm: rpm + more } })).toBeGreaterThanOrEqual(slow)
          }
        },
      ),
      { numRuns: 40 },
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 200 }),
        fc.integer({ min: 0, max: 100 }),
        (diameter, more) => {
          const small = level('saw.reach', { blade: { diameterMm: diameter } })
          const large = level('saw.reach', { blade: { diameterMm: diameter + more } })
          expect(large).toBeLessThanOrEqual(small)
        },
      ),
      { numRuns: 40 },
    )
  })
})
