import { failure, type Result, success } from '../../outcome/result.ts'
import { vec } from '../place/space.ts'
import { ContentStore } from './content-store.ts'
import type { DxfContents } from './dxf-contents.ts'
import { DxfGroups } from './dxf-groups.ts'
import {
  type DxfRefusal,
  follows,
  goesOn,
  type Reading,
  type ReadLimits,
  take,
} from './dxf-reading.ts'
import { DxfTally } from './dxf-tally.ts'
import { plainText } from './dxf-text.ts'
import { NameTable } from './name-table.ts'
import { RawEntity } from './raw-entity.ts'
import { readWhole } from './read-parts.ts'
import { SplineNumbers } from './spline-numbers.ts'

const EXTERNAL = 4
const FROZEN = 1
/** A number takes about so many bytes with its code, an entity so many; room that is not used costs nothing. */
const BYTES_PER = { number: 10, entity: 128 } as const

/** Entities up to the end of the section, or of the block. */
function readEntities(reading: Reading, end: string): void {
  while (reading.more && goesOn(reading)) {
    if (follows(reading, end) || follows(reading, 'ENDSEC') || follows(reading, 'EOF')) return
    readWhole(reading)
  }
}

function readDrawn(reading: Reading): void {
  const first = reading.store.count
  const { segments } = reading.limits
  while (reading.more && goesOn(reading)) {
    if (follows(reading, 'ENDSEC') || follows(reading, 'EOF')) break
    readWhole(reading)
    const value = reading.drawnCount + reading.store.count - first
    if (value > segments) reading.refusal ??= { kind: 'segments', value }
  }
  reading.drawnCount += reading.store.count - first
  reading.drawn.push({ first, end: reading.store.count })
}

function readBlocks(reading: Reading): void {
  const { raw, blockNames, blocks, store } = reading
  while (follows(reading, 'BLOCK') && goesOn(reading)) {
    take(reading)
    const base = vec(raw.real(10, 0), raw.real(20, 0), raw.real(30, 0))
    const external = (raw.real(70, 0) & EXTERNAL) !== 0
    const at = raw.find(2)
    const name =
      at < 0 ? blockNames.numberOf('') : blockNames.numberAt(raw.startOf(at), raw.endOf(at))
    const first = store.count
    readEntities(reading, 'ENDBLK')
    blocks.set(name, { base, external, first, end: store.count })
    if (follows(reading, 'ENDBLK')) take(reading)
  }
}

function readTables(reading: Reading): void {
  const { raw, layers } = reading
  while (reading.more && !follows(reading, 'ENDSEC') && goesOn(reading)) {
    take(reading)
    if (raw.typeName !== 'LAYER') continue
    const at = raw.find(2)
    if (at < 0) continue
    const { layers: names } = raw.names
    const name = names.nameOf(names.numberAt(raw.startOf(at), raw.endOf(at)))
    const colour = raw.real(62, 7)
    const shown = colour >= 0 && (raw.real(70, 0) & FROZEN) === 0
    layers.set(name, { name, shown, colourIndex: Math.abs(colour) })
  }
}

/** The header's variables are groups of the SECTION itself: 9 names one, the next holds its value. */
function readHeader({ raw, header }: Reading): void {
  for (let index = 0; index + 1 < raw.size; index += 1) {
    if (raw.codeAt(index) !== 9) continue
    const name = raw.textAt(index)
    if (name === '$ACADVER') header.version = raw.textAt(index + 1)
    if (name === '$INSUNITS') header.insertUnits = Math.trunc(raw.realAt(index + 1))
    if (name === '$MEASUREMENT') header.measurement = Math.trunc(raw.realAt(index + 1))
  }
}

function readSection(reading: Reading): void {
  const name = reading.raw.string(2).toUpperCase()
  if (name === 'HEADER') readHeader(reading)
  else if (name === 'TABLES') readTables(reading)
  else if (name === 'BLOCKS') readBlocks(reading)
  else if (name === 'ENTITIES') readDrawn(reading)
  // what is left of a section nobody reads: objects, classes, a picture
  while (reading.more && !follows(reading, 'ENDSEC') && !follows(reading, 'EOF')) {
    if (!goesOn(reading)) return
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

function newReading(
  bytes: Uint8Array,
  decodeText: (bytes: Uint8Array) => string,
  limits: ReadLimits,
): Reading {
  const upper = (word: Uint8Array) => decodeText(word).toUpperCase()
  const layerNames = new NameTable(bytes, (word) => plainText(decodeText(word)))
  const names = { decodeText, types: new NameTable(bytes, upper), layers: layerNames }
  return {
    groups: new DxfGroups(bytes),
    raw: new RawEntity(bytes, names),
    tally: new DxfTally(names),
    limits,
    header: { version: null, insertUnits: null, measurement: null },
    layers: new Map(),
    blockNames: new NameTable(bytes, upper),
    blocks: new Map(),
    store: new ContentStore({
      numbers: Math.ceil(bytes.length / BYTES_PER.number),
      records: Math.ceil(bytes.length / BYTES_PER.entity),
    }),
    spline: new SplineNumbers(),
    drawn: [],
    drawnCount: 0,
    entityCount: 0,
    more: false,
    refusal: null,
  }
}

/** The layers that are declared, then those that are only used. */
function layersOf({ layers, raw, tally }: Reading) {
  const tallied = tally.sorted()
  const used = new Set(tallied.map(({ layer }) => layer))
  const onlyUsed = raw.names.layers.names.filter((name) => used.has(name) && !layers.has(name))
  const states = onlyUsed.map((name) => ({ name, shown: true, colourIndex: null }))
  return { layers: [...layers.values(), ...states], tally: tallied }
}

/**
 * Reads the bytes of an ASCII DXF, R12 to 2018, whose lines end in LF. No entity is fatal: each is read, is
 * annotation, or is counted as ignored or faulty with its reason. Words are decoded by `decodeText`.
 */
export function readDxf(
  bytes: Uint8Array,
  decodeText: (bytes: Uint8Array) => string,
  limits: ReadLimits,
): Result<DxfContents, DxfRefusal> {
  const reading = newReading(bytes, decodeText, limits)
  if (!startsWithSection(reading)) {
    return failure({ kind: 'not-dxf', line: Math.max(1, reading.groups.line) })
  }
  while (reading.more && reading.refusal === null && !follows(reading, 'EOF')) {
    take(reading)
    if (reading.raw.typeName === 'SECTION') readSection(reading)
  }
  if (reading.refusal !== null) return failure(reading.refusal)
  const { header, tally, raw, blockNames, blocks, store, drawn } = reading
  return success({
    source: {
      ...{ header, ...layersOf(reading), faults: tally.faults, faultCount: tally.faultCount },
      complete: follows(reading, 'EOF'),
    },
    names: raw.names,
    ...{ blockNames, blocks, store, drawn },
  })
}
