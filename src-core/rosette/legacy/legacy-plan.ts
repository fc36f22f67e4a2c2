import { dataProblem, type DataProblem } from '../../outcome/problem.ts'
import { failure, type Result, success } from '../../outcome/result.ts'
import { NOTHING_MEASURED } from '../new-plan.ts'
import { STOCK_DEFAULTS } from '../migrate-plan.ts'
import { checkPlan } from '../parse-plan.ts'
import { type Plan, PLAN_VERSION } from '../plan.schema.ts'
import { readColumnRings } from './column-rings.ts'
import {
  type Fields,
  fieldsOf,
  leftAside,
  type LegacyPart,
  listField,
  numberField,
  storedFields,
  textField,
} from './fields.ts'
import { type LegacyRings, planRing } from './legacy-ring.ts'
import { readParamSpec } from './param-spec.ts'
import { readRingBands } from './ring-bands.ts'
import { NO_ORDER, readRingSpecs, SPEC_FIELDS } from './ring-specs.ts'

/** A plan made of an older record, and what was done to it. */
export interface LegacyPlan {
  readonly plan: Plan
  /** One sentence for each thing that was taken in some way, was not in the record, or has no place here. */
  readonly remarks: readonly string[]
}

/** Spruce between soundhole and rosette where the record has no soundhole, mm (domain 1.3). */
const USUAL_GAP_MM = 3
const LEAST_RADIUS_MM = 5

/** Fields of a record that are read, or that say nothing about the rosette. */
const RECORD_FIELDS = [
  ...['id', 'name', 'created_at', 'updated_at', 'lane', 'promotion_lane', 'metadata'],
  ...['center_x_mm', 'center_y_mm', 'ring_bands', 'ring_params', 'rings', 'ring_count'],
  'default_slice_thickness_mm',
  ...['geometry', 'geometry_json', 'rosette_geometry', 'pattern_type', 'strip_family_id'],
]

function within(record: LegacyPart, field: string, fields: Fields): LegacyPart {
  return { source: record.source, place: field, fields }
}

/** Rings that are told by their diameters, by their middle, or refused. */
function readRingList(part: LegacyPart): Result<LegacyRings, DataProblem> {
  const listed = listField(part, 'rings')
  if (!listed.ok) return listed
  const byDiameter = listed.value.some(({ fields }) => 'inner_diameter_mm' in fields)
  return byDiameter ? readRingSpecs(listed.value) : readColumnRings(part)
}

/** A geometry kept in a field of its own; what else it has is told. */
function readGeometry(part: LegacyPart): Result<LegacyRings, DataProblem> {
  const rings = readRingList(part)
  if (!rings.ok) return rings
  return success({
    ...rings.value,
    remarks: [...rings.value.remarks, ...leftAside(part, ['rings'])],
  })
}

/** The fields of a ring that stands by itself, without those of the record around it. */
function onlySpec(record: LegacyPart): LegacyPart {
  const fields = Object.entries(record.fields).filter(([field]) => SPEC_FIELDS.includes(field))
  return { ...record, fields: Object.fromEntries(fields) }
}

function readRings(record: LegacyPart): Result<LegacyRings, DataProblem> {
  const { fields, source } = record
  if ('ring_bands' in fields) return readRingBands(record)
  if ('ring_params' in fields) return readParamSpec(record)
  if ('column_sequence' in fields || fieldsOf(firstOf(fields['rows'])) !== null) {
    return failure(dataProblem(source, 'rows', NO_ORDER))
  }
  for (const field of ['rosette_geometry', 'geometry', 'geometry_json']) {
    const inner = storedFields(fields[field])
    if (inner !== null && 'rings' in inner) return readGeometry(within(record, field, inner))
  }
  if ('rings' in fields) return readRingList(record)
  if ('inner_diameter_mm' in fields) return readRingSpecs([onlySpec(record)])
  return failure(dataProblem(source, '', 'has no rings in any form the older system had'))
}

function firstOf(value: unknown): unknown {
  return Array.isArray(value) ? (value as readonly unknown[])[0] : undefined
}

function centreRemark(record: LegacyPart): readonly string[] {
  const [x, y] = [numberField(record, 'center_x_mm') ?? 0, numberField(record, 'center_y_mm') ?? 0]
  return x === 0 && y === 0
    ? []
    : [`The centre at ${String(x)}, ${String(y)} mm is the zero of every program here.`]
}

/** True when a record looks as if it were a rosette of the older system. */
export function looksLegacy(value: unknown): boolean {
  const fields = fieldsOf(value)
  if (fields === null || fields['schema'] !== undefined) return false
  return [
    ...['ring_bands', 'ring_params', 'rosette_geometry', 'geometry', 'geometry_json', 'rings'],
    ...['column_sequence', 'inner_diameter_mm'],
  ].some((field) => field in fields)
}

function planOf(record: LegacyPart, { rings, remarks }: LegacyRings): LegacyPlan {
  const innermostMm = Math.min(...rings.map(({ innerRadiusMm }) => innerRadiusMm))
  const holeMm = Math.max(LEAST_RADIUS_MM, innermostMm - USUAL_GAP_MM)
  const all = [
    `The record has no soundhole; its radius was taken as ${holeMm.toFixed(2)} mm, ${String(USUAL_GAP_MM)} mm inside the innermost ring. Set it before anything is cut.`,
    ...remarks,
    ...centreRemark(record),
    ...leftAside(record, [...RECORD_FIELDS, ...SPEC_FIELDS]),
  ]
  const name = textField(record, 'name') ?? textField(record, 'id') ?? 'Rosette of the older system'
  const plan: Plan = {
    schema: 'rmos.plan',
    version: PLAN_VERSION,
    name: name.slice(0, 120),
    notes: ['From the older system.', ...all].join('\n').slice(0, 4000),
    soundhole: {
      radiusMm: Math.round(holeMm * 1e6) / 1e6,
      method: { kind: 'onion-skin', skinMm: 0.3 },
    },
    topThicknessMm: NOTHING_MEASURED.topThicknessMm,
    topMaterialId: 'spruce-sitka',
    fingerboardWidthMm: NOTHING_MEASURED.fingerboardWidthMm,
    rings: rings.map(planRing),
    stock: {
      kerfMm: NOTHING_MEASURED.kerfMm,
      trimMm: 10,
      spareTiles: 5,
      veneerMm: 0.5,
      ...STOCK_DEFAULTS,
    },
    cutting: {
      machineId: 'bench-router-400',
      toolId: 'downcut-1.0-2f',
      spindleRpm: 24_000,
      feedMmPerMin: 1500,
      plungeMmPerMin: 375,
      maxDepthPerPassMm: 0.4,
      stepoverRatio: 0.4,
      direction: 'climb',
      finishAllowanceMm: 0.15,
      clearancePerSideMm: 0.05,
      safeHeightMm: 5,
      stickoutMm: null,
    },
    sawing: null,
    drawings: [],
    drawnPaths: [],
    operations: [],
  }
  return { plan, remarks: all }
}

/**
 * Reads a rosette of the older system in any of its four shapes (and its plain `geometry.rings`) as a plan
 * of the newest version. Rings are counted from the inside out and have inner and outer radii, whatever the
 * record had; what it cannot know stays unmeasured, and what has no place here is told in a remark.
 * Refuses counts of strips without an order, rings without a size, and rings that overlap.
 */
export function readLegacyPlan(value: unknown, source: string): Result<LegacyPlan, DataProblem> {
  const fields = fieldsOf(value)
  if (fields === null) return failure(dataProblem(source, '', 'is not a record'))
  const record: LegacyPart = { source, place: '', fields }
  const rings = readRings(record)
  if (!rings.ok) return rings
  const legacy = planOf(record, rings.value)
  const checked = checkPlan(legacy.plan, source)
  return checked.ok ? success({ ...legacy, plan: checked.value }) : checked
}
