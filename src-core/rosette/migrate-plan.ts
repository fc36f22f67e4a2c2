import type { PlanV1 } from './plan-v1.schema.ts'
import type { PlanV2 } from './plan-v2.schema.ts'
import type { Plan, RingKind, RingOf } from './plan.schema.ts'

/** Stock figures that version 1 did not have; the shop's usual ones (domain report 2.3, steps 4 and 6). */
export const STOCK_DEFAULTS = {
  logCount: 1,
  glueLineMm: 0.03,
  planeAllowanceMm: 0.2,
  squareAllowanceMm: 6,
  wasteRatio: 0.15,
} as const

/** What a ring of each kind starts with, beside the fields all rings have. */
export const RING_DEFAULTS: {
  readonly [K in RingKind]: Omit<RingOf<K>, keyof PlanV1['rings'][number]>
} = {
  tile: {
    tileCount: 46,
    columns: 1,
    pattern: null,
    assembly: 'slip',
    taper: 'auto',
    asBuilt: null,
  },
  strip: { stripFamilyId: null, weave: { kind: 'plain' }, overlapRatio: 0.04 },
  arcs: { arcCount: 4 },
  disc: { blankLengthMm: null, blade: null },
  shell: {
    maxSagMm: 0.05,
    segmentLengthMm: null,
    precurved: false,
    cutting: {
      toolId: 'downcut-0.8-2f',
      spindleRpm: 24_000,
      feedMmPerMin: 200,
      plungeMmPerMin: 50,
      maxDepthPerPassMm: 0.2,
    },
  },
  bought: { outerDiametersMm: null, innerDiametersMm: null },
}

function ringOfV1(ring: PlanV1['rings'][number]): PlanV2['rings'][number] {
  if (ring.kind === 'mosaic') return { ...RING_DEFAULTS.tile, ...ring, kind: 'tile' }
  if (ring.kind === 'line') return { ...RING_DEFAULTS.strip, ...ring, kind: 'strip' }
  return { ...RING_DEFAULTS.arcs, ...ring, kind: 'arcs' }
}

/**
 * A plan of version 1 as one of version 2: mosaic becomes route A (tiles), line route B (strips), solid
 * route C (arcs); radii, cutting and stock stay as they are, new stock figures get `STOCK_DEFAULTS`.
 */
export function migratePlanV1(plan: PlanV1): PlanV2 {
  return {
    ...plan,
    version: 2,
    rings: plan.rings.map(ringOfV1),
    stock: { ...plan.stock, ...STOCK_DEFAULTS },
  }
}

/** What version 2 did not have; a plan of then had nothing from a drawing and was sawn by hand. */
export const PLAN_V3_DEFAULTS = {
  sawing: null,
  drawings: [],
  drawnPaths: [],
  operations: [],
} as const satisfies Partial<Plan>

/** A plan of version 2 as one of version 3: nothing changes but what is new, which is empty. */
export function migratePlanV2(plan: PlanV2): Plan {
  const { sawing, drawings, drawnPaths, operations } = PLAN_V3_DEFAULTS
  return {
    ...plan,
    version: 3,
    cutting: { ...plan.cutting, stickoutMm: null },
    sawing,
    drawings: [...drawings],
    drawnPaths: [...drawnPaths],
    operations: [...operations],
  }
}
