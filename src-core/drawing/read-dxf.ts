import {
  polylineCurves,
  type PolylineVertex,
  chainOf,
  ownMap,
  pointOf,
  readEntity,
} from './dxf-entities.ts'
import type {
  Block,
  Content,
  DxfContents,
  EntityFault,
  LayerState,
  TallyRow,
} from './dxf-contents.ts'
import { DxfGroups, RawEntity } from './dxf-groups.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { IDENTITY, vec } from './space.ts'

/** Faults that are kept with their line; all are counted. */
const FAULTS_KEPT = 200

/** Counts what became of every entity. */
class Tally {
  private readonly rows = new Map<string, { -readonly [Key in keyof TallyRow]: TallyRow[Key] }>()
  readonly faults: EntityFault[] = []
  faultCount = 0

  count(raw: RawEntity, fate: TallyRow['fate'], reason = ''): void {
    const { type, layer } = raw
    const key = `${type}\n${layer}\n${fate}\n${reason}`
    const row = this.rows.get(key)
    if (row === undefined) this.rows.set(key, { type, layer, fate, reason, count: 1 })
    else row.count += 1
  }

  fault(raw: RawEntity): void {
    const { fault, type, layer } = raw
    if (fault === null) return
    this.count(raw, 'faulty')
    this.faultCount += 1
    if (this.faults.length < FAULTS_KEPT) this.faults.push({ ...fault, type, layer })
  }

  /** In the order of type and layer, so that the same file gives the same report. */
  sorted(): readonly TallyRow[] {
    const key = (row: TallyRow) => `${row.type}\n${row.layer}\n${row.fate}\n${row.reason}`
    return [...this.rows.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1))
  }
}

/** What is read so far. */
interface Reading {
  readonly groups: DxfGroups
  readonly raw: RawEntity
  readonly tally: Tally
  readonly isOver: () => boolean
  readonly header: {
    version: string | null
    insertUnits: number | null
    measurement: number | null
  }
  readonly layers: Map<string, LayerState>
  readonly blocks: Map<string, Block>
  readonly contents: Content[]
  entityCount: number
  /** True while the cursor stands at the name of another entity. */
  more: boolean
  stopped: boolean
}

const ANNOTATIONS: readonly string[] = ['TEXT', 'MTEXT', 'ATTRIB', 'ATTDEF']
/** Entities between clock readings. */
const CLOCK_STEP = 256

function checkClock(reading: Reading): boolean {
  reading.entityCount += 1
  if (reading.entityCount % CLOCK_STEP === 0 && reading.isOver()) reading.stopped = true
  return !reading.stopped
}

/** Reads the entity the cursor stands at; `more` is false when the text ended with it. */
function take(reading: Reading): void {
  reading.more = reading.raw.readFrom(reading.groups)
}

/** True when the next entity has this name. */
function follows(reading: Reading, name: string): boolean {
  return reading.more && reading.groups.value().toUpperCase() === name
}

function takeSequenceEnd(reading: Reading): void {
  if (!follows(reading, 'SEQEND')) return
  take(reading)
  reading.tally.count(reading.raw, 'part')
}

/** Corners of the POLYLINE that was just taken; the frame of a fitted curve is left out. */
function takeVertices(reading: Reading): PolylineVertex[] {
  const { raw, tally } = reading
  const vertices: PolylineVertex[] = []
  while (follows(reading, 'VERTEX') && checkClock(reading)) {
    take(reading)
    const flags = raw.real(70, 0)
    const vertex = { at: pointOf(raw, 10), bulge: raw.real(42, 0) }
    if (raw.fault !== null) tally.fault(raw)
    else tally.count(raw, 'part')
    if ((flags & 16) === 0) vertices.push(vertex)
  }
  takeSequenceEnd(reading)
  return vertices
}

const POLYLINE_3D = 8
const POLYLINE_SURFACE = 16 | 64

function polylineReading(
  flags: number,
  hidden: boolean,
  vertices: readonly PolylineVertex[],
): string | null {
  if (hidden) return 'lies on a paper sheet or is switched invisible'
  if ((flags & POLYLINE_SURFACE) !== 0) return 'is a surface'
  return vertices.length < 2 ? 'a polyline of fewer than two corners' : null
}

function readPolyline(reading: Reading, into: Content[]): void {
  const { raw, tally } = reading
  const flags = raw.real(70, 0)
  const map = (flags & POLYLINE_3D) !== 0 ? IDENTITY : ownMap(raw)
  const hidden = raw.real(67, 0) === 1 || raw.real(60, 0) === 1
  const { type, layer, line, fault } = raw
  const faultsBefore = tally.faultCount
  const vertices = takeVertices(reading)
  Object.assign(raw, { type, layer, line, fault })
  if (tally.faultCount > faultsBefore) {
    raw.fault ??= { line, message: 'has a corner that cannot be read' }
  }
  const ignored = polylineReading(flags, hidden, vertices)
  if (raw.fault !== null) tally.fault(raw)
  else if (ignored !== null) tally.count(raw, 'ignored', ignored)
  else {
    tally.count(raw, 'read')
    into.push(chainOf(raw, polylineCurves(vertices, (flags & 1) !== 0), map))
  }
}

function takeAttributes(reading: Reading, into: Content[]): void {
  while (follows(reading, 'ATTRIB') && checkClock(reading)) {
    take(reading)
    readPlain(reading, into)
  }
  takeSequenceEnd(reading)
}

function readPlain(reading: Reading, into: Content[]): void {
  const { raw, tally } = reading
  const said = readEntity(raw)
  if (raw.fault !== null) tally.fault(raw)
  else if ('ignored' in said) tally.count(raw, 'ignored', said.ignored)
  else {
    tally.count(raw, ANNOTATIONS.includes(raw.type) ? 'annotation' : 'read')
    for (const content of said) into.push(content)
  }
}

function readOne(reading: Reading, into: Content[]): void {
  take(reading)
  const { raw } = reading
  if (raw.type === 'POLYLINE') readPolyline(reading, into)
  else if (raw.type === 'INSERT') {
    readPlain(reading, into)
    takeAttributes(reading, into)
  } else readPlain(reading, into)
}

/** Entities up to the end of the section, or of the block. */
function readEntities(reading: Reading, into: Content[], end: string): void {
  while (reading.more && checkClock(reading)) {
    const name = reading.groups.value().toUpperCase()
    if (name === end || name === 'ENDSEC' || name === 'EOF') return
    readOne(reading, into)
  }
}

function readBlocks(reading: Reading): void {
  while (follows(reading, 'BLOCK')) {
    take(reading)
    const { raw } = reading
    const name = raw.string(2).toUpperCase()
    const block: Block = {
      base: vec(raw.real(10, 0), raw.real(20, 0), raw.real(30, 0)),
      contents: [],
    }
    readEntities(reading, block.contents, 'ENDBLK')
    reading.blocks.set(name, block)
    if (follows(reading, 'ENDBLK')) take(reading)
  }
}

const FROZEN = 1

function readTables(reading: Reading): void {
  while (reading.more && !follows(reading, 'ENDSEC') && checkClock(reading)) {
    take(reading)
    const { raw, layers } = reading
    if (raw.type !== 'LAYER') continue
    const name = raw.string(2)
    const shown = raw.real(62, 7) >= 0 && (raw.real(70, 0) & FROZEN) === 0
    layers.set(name, { name, shown })
  }
}

/** The header's variables are groups of the SECTION itself: 9 names one, the next holds its value. */
function readHeader({ raw, header }: Reading): void {
  for (let index = 0; index + 1 < raw.size; index += 1) {
    if (raw.codes[index] !== 9) continue
    const name = raw.textAt(index)
    if (name === '$ACADVER') header.version = raw.textAt(index + 1)
    if (name === '$INSUNITS') header.insertUnits = Math.trunc(raw.realAt(index + 1))
    if (name === '$MEASUREMENT') header.measurement = Math.trunc(raw.realAt(index + 1))
  }
}

function readSection(reading: Reading): void {
  const { raw } = reading
  const name = raw.string(2).toUpperCase()
  if (name === 'HEADER') readHeader(reading)
  else if (name === 'TABLES') readTables(reading)
  else if (name === 'BLOCKS') readBlocks(reading)
  else if (name === 'ENTITIES') readEntities(reading, reading.contents, 'ENDSEC')
  // what is left of a section nobody reads: objects, classes, a picture
  while (reading.more && !follows(reading, 'ENDSEC') && !follows(reading, 'EOF')) {
    if (!checkClock(reading)) return
    take(reading)
  }
}

/** Goes to the first section; comments (999) may stand before it. */
function startsWithSection(reading: Reading): boolean {
  const { groups } = reading
  do reading.more = groups.next()
  while (reading.more && groups.code === 999)
  return groups.code === 0 && follows(reading, 'SECTION')
}

function readSections(reading: Reading): boolean {
  while (reading.more && !reading.stopped && !follows(reading, 'EOF')) {
    take(reading)
    if (reading.raw.type === 'SECTION') readSection(reading)
  }
  return !reading.stopped
}

/** Why a text is not read as a DXF. */
export type DxfRefusal =
  { readonly kind: 'not-dxf'; readonly line: number } | { readonly kind: 'over-time' }

/**
 * Reads the text of an ASCII DXF, R12 to 2018. No entity is fatal: each is read, is annotation, or is
 * counted as ignored or faulty with its reason. `isOver` is asked now and then whether the time is up.
 */
export function readDxf(text: string, isOver: () => boolean): Result<DxfContents, DxfRefusal> {
  const groups = new DxfGroups(text)
  const reading: Reading = {
    groups,
    raw: new RawEntity(text),
    tally: new Tally(),
    isOver,
    header: { version: null, insertUnits: null, measurement: null },
    layers: new Map(),
    blocks: new Map(),
    contents: [],
    entityCount: 0,
    more: false,
    stopped: false,
  }
  if (!startsWithSection(reading)) {
    return failure({ kind: 'not-dxf', line: Math.max(1, groups.line) })
  }
  if (!readSections(reading)) return failure({ kind: 'over-time' })
  const { header, layers, blocks, contents, tally } = reading
  return success({
    header,
    layers: [...layers.values()],
    blocks,
    contents,
    tally: tally.sorted(),
    faults: tally.faults,
    faultCount: tally.faultCount,
    complete: follows(reading, 'EOF'),
  })
}
