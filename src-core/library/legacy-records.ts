import type { Blade } from './blade.schema.ts'
import type { ShopRecord } from './shop-records.schema.ts'
import type { Tool } from './tool.schema.ts'

/** Records of the older system as ones of this shop, and what could not be carried over. */
export interface LegacyRecords {
  readonly records: readonly ShopRecord[]
  /** One sentence each, naming the record. */
  readonly remarks: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(fields: Fields, ...names: readonly string[]): string | null {
  const found = names.map((name) => fields[name]).find((value) => typeof value === 'string')
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null
}

/** A positive number; what the older system left at 0 it did not know. */
function positive(fields: Fields, ...names: readonly string[]): number | null {
  const found = names
    .map((name) => Number(fields[name] ?? Number.NaN))
    .find((value) => Number.isFinite(value) && value > 0)
  return found ?? null
}

function idOf(words: string): string {
  const id = words
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return id.slice(0, 60) || 'record'
}

const FROM_OLDER = 'From the older system; measure your own'

/** Fields of a blade are told from those of anything else by its teeth. */
function isBlade(fields: Fields): boolean {
  return 'tooth_count' in fields || 'kerf_mm' in fields
}

function bladeOf(fields: Fields): Blade | null {
  const diameterMm = positive(fields, 'diameter_mm')
  const teeth = positive(fields, 'tooth_count', 'teeth')
  if (diameterMm === null || teeth === null) return null
  const name = text(fields, 'name', 'id') ?? `${String(diameterMm)} mm blade`
  const kerfMm = positive(fields, 'kerf_mm')
  const plateMm = positive(fields, 'plate_mm', 'plate_thickness_mm')
  return {
    id: idOf(text(fields, 'id') ?? name),
    name: name.slice(0, 80),
    kind: (kerfMm ?? 1) <= 1.6 ? 'fine' : 'carbide',
    diameterMm,
    kerfMm,
    // a plate wider than its kerf would be clamped in its own cut: one of the two is wrong
    plateMm: plateMm !== null && kerfMm !== null && plateMm > kerfMm ? null : plateMm,
    boreMm: positive(fields, 'bore_mm'),
    teeth: Math.round(teeth),
    maxRpm: positive(fields, 'max_rpm'),
    flangeDiameterMm: positive(fields, 'flange_mm', 'flange_diameter_mm'),
    source: FROM_OLDER,
  }
}

const SHAPES: Readonly<Record<string, Tool['shape']>> = {
  upcut: 'upcut',
  downcut: 'downcut',
  compression: 'compression',
  straight: 'straight',
}

function shapeOf(type: string): Tool['shape'] {
  const known = Object.entries(SHAPES).find(([word]) => type.toLowerCase().includes(word))
  return known?.[1] ?? 'straight'
}

/** Names of the older list often are templates nobody filled in, such as `{Tool Type} ({Diameter|F})`. */
function toolName(fields: Fields, diameterMm: number): string {
  const name = text(fields, 'name')
  if (name !== null && !name.includes('{')) return name
  const type = text(fields, 'type') ?? 'bit'
  return `${String(Number(diameterMm.toFixed(3)))} mm ${type}`
}

function toolOf(fields: Fields): Tool | null {
  const diameterMm = positive(fields, 'dia_mm', 'diameter_mm')
  if (diameterMm === null || diameterMm > 50) return null
  const name = toolName(fields, diameterMm)
  const type = text(fields, 'type') ?? ''
  const number = positive(fields, 't', 'number')
  return {
    id: idOf(number === null ? name : `t${String(number)} ${name}`),
    name: name.slice(0, 80),
    diameterMm,
    flutes: positive(fields, 'flutes', 'flute_count'),
    fluteLengthMm: positive(fields, 'flute_length_mm'),
    stickoutMm: positive(fields, 'stickout_mm', 'stick_out_mm'),
    shape: shapeOf(type),
    centreCutting: false,
    maxSpindleRpm: positive(fields, 'max_rpm'),
    runoutMm: null,
    toolNumber: null,
    source: FROM_OLDER,
  }
}

/** Every object in a file that could be a record, however it is wrapped; the tools of a machine among them. */
function candidates(value: unknown): readonly Fields[] {
  if (Array.isArray(value)) return value.flatMap(candidates)
  if (!isFields(value)) return []
  const lists = ['machines', 'tools', 'blades', 'entries', 'items'].flatMap((name) =>
    candidates(value[name]),
  )
  if (isBlade(value) || 'dia_mm' in value || 'diameter_mm' in value) return [value]
  if (lists.length > 0) return lists
  return Object.values(value).every(isFields) ? Object.values(value).flatMap(candidates) : []
}

function distinct(records: readonly ShopRecord[]): readonly ShopRecord[] {
  const used = new Map<string, number>()
  return records.map((shop) => {
    const key = `${shop.kind} ${shop.record.id}`
    const count = (used.get(key) ?? 0) + 1
    used.set(key, count)
    if (count === 1) return shop
    const suffix = `-${String(count)}`
    const id = `${shop.record.id.slice(0, 60 - suffix.length)}${suffix}`
    return { ...shop, record: { ...shop.record, id } } as ShopRecord
  })
}

/**
 * Reads the older system's lists of blades and of tools, however they are wrapped (a list, an object of
 * lists, a machine with its tools). What it did not know stays unknown; nothing is made up: cutting over
 * the centre is not assumed, and machines are not taken, for the older system kept no travel of theirs.
 */
export function readLegacyRecords(value: unknown): LegacyRecords {
  const remarks: string[] = []
  const records = candidates(value).flatMap((fields): readonly ShopRecord[] => {
    const blade = isBlade(fields) ? bladeOf(fields) : null
    if (blade !== null) return [{ kind: 'blade', record: blade }]
    const tool = isBlade(fields) ? null : toolOf(fields)
    if (tool !== null) return [{ kind: 'tool', record: tool }]
    const name = text(fields, 'name', 'id') ?? 'a record without a name'
    remarks.push(`${name} has no diameter or number of teeth that could be used.`)
    return []
  })
  return { records: distinct(records), remarks }
}
