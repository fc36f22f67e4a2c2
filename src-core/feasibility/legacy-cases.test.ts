import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Blade } from '../library/blade.schema.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { Material } from '../library/material.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { parsePlan } from '../rosette/parse-plan.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { evaluateFeasibility } from './evaluate.ts'
import type { RiskLevel } from './finding.ts'
import { jobRecords, type LibraryRecords } from './job-context.ts'

// The older system's rules (F001 to F041) and its saw table, put to this one: what it got right must still
// be refused, and what it refused of ordinary rosette work must pass.
const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
const library: LibraryRecords = {
  tools: read('data/library/tools.json') as readonly Tool[],
  machines: read('data/library/machines.json') as readonly Machine[],
  materials: read('data/library/materials.json') as readonly Material[],
  blades: read('data/library/blades.json') as readonly Blade[],
}
const parsed = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
if (!parsed.ok) throw new Error('the shipped mosaic must parse')
const mosaic = parsed.value

const cut = (cutting: Partial<Plan['cutting']>): Plan => ({
  ...mosaic,
  cutting: { ...mosaic.cutting, ...cutting },
})
const bit = (tool: Partial<Tool>): LibraryRecords => ({
  ...library,
  tools: library.tools.map((known) =>
    known.id === mosaic.cutting.toolId ? { ...known, ...tool } : known,
  ),
})
const wood = (id: string): Plan => ({ ...mosaic, topMaterialId: id })
const sawn = (sawing: Partial<NonNullable<Plan['sawing']>>): Plan => ({
  ...mosaic,
  sawing: {
    bladeId: 'fet-85-36t',
    spindleRpm: 7000,
    feedMmPerMin: 2000,
    withSled: true,
    ...sawing,
  },
})
const ORDER: readonly RiskLevel[] = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN']

function gradeOf(ruleId: string, plan: Plan, records: LibraryRecords): RiskLevel {
  const { findings } = evaluateFeasibility(plan, jobRecords(plan, records))
  const grades = findings
    .filter((finding) => finding.ruleId === ruleId)
    .map(({ grade }) => ORDER.indexOf(grade))
  return ORDER[Math.max(...grades)] ?? 'UNKNOWN'
}

type Case = readonly [
  name: string,
  ruleId: string,
  expected: RiskLevel,
  plan: Plan,
  records?: LibraryRecords,
]

const MUST_BE_REFUSED: readonly Case[] = [
  [
    'F020 hard wood, passes deeper than the bit is thick',
    'router.depth-per-pass',
    'RED',
    {
      ...wood('ebony'),
      cutting: cut({ maxDepthPerPassMm: 4 }).cutting,
      topThicknessMm: 6,
      rings: mosaic.rings.map((ring) => ({ ...ring, inlayThicknessMm: 4 })),
    },
  ],
  [
    'F021 one pass of many diameters',
    'router.depth-per-pass',
    'RED',
    cut({ maxDepthPerPassMm: 10 }),
    bit({ diameterMm: 0.5 }),
  ],
  ['F022 a channel through the top', 'channel.floor', 'RED', { ...mosaic, topThicknessMm: 1.5 }],
  [
    'F025 a bit wider than the channel',
    'router.tool-fits-channel',
    'RED',
    cut({ toolId: 'downcut-3.2-2f' }),
  ],
  ['F026 stick-out of ten diameters', 'router.stickout-ratio', 'RED', cut({ stickoutMm: 20 })],
  ['F033 flutes shorter than the cut', 'router.reach', 'RED', mosaic, bit({ fluteLengthMm: 2 })],
  [
    'F038 a floor of a third of the top',
    'channel.floor',
    'RED',
    { ...mosaic, topThicknessMm: 2.4 },
  ],
  ['F024 a wood nobody knows', 'input.known-record', 'RED', wood('mystery-wood')],
  [
    'a wood whose density nobody knows',
    'input.measured',
    'RED',
    mosaic,
    { ...library, materials: library.materials.map((one) => ({ ...one, densityKgPerM3: null })) },
  ],
  [
    'a bit that only rubs (older score: 60, yellow)',
    'router.chipload',
    'RED',
    cut({ feedMmPerMin: 300 }),
  ],
  [
    'a bit that is fed to breaking',
    'router.chipload',
    'RED',
    cut({ feedMmPerMin: 5000, spindleRpm: 9000 }),
  ],
  [
    'a spindle the machine does not have',
    'router.spindle-speed',
    'RED',
    cut({ spindleRpm: 40_000 }),
  ],
  [
    'a bit marked for less than the spindle turns',
    'router.spindle-speed',
    'RED',
    mosaic,
    bit({ maxSpindleRpm: 10_000 }),
  ],
  [
    'a saw blade run past its mark (older system took the mark for the order)',
    'saw.blade-limit',
    'RED',
    sawn({ spindleRpm: 10_500 }),
  ],
  [
    'teeth at 117 m/s',
    'saw.rim-speed',
    'RED',
    sawn({ bladeId: 'rosette-180', spindleRpm: 12_400 }),
  ],
  [
    'older preset ultra_thin_140 at 300 mm/min (its band: GREEN)',
    'saw.bite',
    'RED',
    sawn({ bladeId: 'ultra-thin-140', spindleRpm: 8000, feedMmPerMin: 300 }),
  ],
  [
    'older preset purfling_50 at 200 mm/min (its band: GREEN)',
    'saw.bite',
    'RED',
    sawn({ bladeId: 'purfling-50', spindleRpm: 18_000, feedMmPerMin: 200 }),
  ],
  [
    'older preset rosette_180 at 250 mm/min (its band: GREEN)',
    'saw.bite',
    'RED',
    sawn({ bladeId: 'rosette-180', spindleRpm: 7000, feedMmPerMin: 250 }),
  ],
  ['a slice held by hand at the blade', 'saw.hold-down', 'RED', sawn({ withSled: false })],
  ['a blade without a mark', 'saw.measured', 'RED', sawn({ bladeId: 'slitting-63-fine' })],
]

const MUST_PASS: readonly Case[] = [
  [
    'F032 a bit under 2 mm',
    'router.depth-per-pass',
    'GREEN',
    cut({
      toolId: 'downcut-1.6-2f',
      maxDepthPerPassMm: 0.7,
      feedMmPerMin: 1700,
      plungeMmPerMin: 400,
    }),
  ],
  [
    'older constraint-first: a bit under 3 mm is a violation',
    'router.tool-fits-channel',
    'GREEN',
    mosaic,
  ],
  [
    'F028 walls under 1 mm: lands of 0.9 mm hold',
    'channel.land',
    'GREEN',
    {
      ...mosaic,
      rings: mosaic.rings.map((ring) =>
        ring.id === 'outer-lines'
          ? {
              ...ring,
              innerRadiusMm: ring.innerRadiusMm + 1,
              outerRadiusMm: ring.outerRadiusMm + 1,
            }
          : ring,
      ),
    },
  ],
  ['F038 a floor under 2 mm', 'channel.floor', 'GREEN', { ...mosaic, topThicknessMm: 3.7 }],
  [
    'F027 oily wood with a small bit and no coolant',
    'router.chipload',
    'GREEN',
    { ...wood('rosewood-indian'), cutting: cut({ maxDepthPerPassMm: 0.8 }).cutting },
  ],
  ['older deflection with E = 90 GPa: a short bit', 'router.deflection', 'GREEN', mosaic],
  ['older rim rule took the rosette for the blade', 'router.spindle-speed', 'GREEN', mosaic],
  ['older heat index by count of rings: three rings', 'router.breakage', 'GREEN', mosaic],
  [
    'older bite rule (at least 0.05 mm): a hand-fed small saw',
    'saw.bite',
    'GREEN',
    sawn({ feedMmPerMin: 1500 }),
  ],
  ['older rim rule (at least 40 m/s): a small saw at 31 m/s', 'saw.rim-speed', 'GREEN', sawn({})],
  ['older kickback: a 13.5 mm log under an 85 mm blade', 'saw.reach', 'GREEN', sawn({})],
]

function check([name, ruleId, expected, plan, records = library]: Case): void {
  test(name, () => {
    expect(gradeOf(ruleId, plan, records)).toBe(expected)
  })
}

describe('what the older system refused rightly, or let pass wrongly, is refused', () => {
  MUST_BE_REFUSED.forEach(check)
})

describe('ordinary rosette work that the older system refused passes', () => {
  MUST_PASS.forEach(check)
})
