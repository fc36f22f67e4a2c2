import { failure, type Result, success } from '../outcome/result.ts'
import type { CleanDrawing, RawDrawing } from './clean/clean-drawing.ts'
import { cleanUp } from './clean/clean-up.ts'
import { type DrawingUnit, MM_PER_UNIT, settleUnit, type UnitVerdict } from './drawing-units.ts'
import { censusOf } from './dxf/dxf-census.ts'
import type { DxfContents, DxfSource } from './dxf/dxf-contents.ts'
import { withLineFeeds } from './dxf/dxf-groups.ts'
import type { DxfRefusal } from './dxf/dxf-reading.ts'
import { readDxf } from './dxf/read-dxf.ts'
import { placeContents, type PlaceRefusal } from './place/place-contents.ts'
import { type DrawingNote, type Survey, survey } from './place/survey.ts'
import type { WalkRefusal } from './place/walk-contents.ts'

/** What an import may cost; a setting. */
export interface ImportLimits {
  readonly segments: number
  /** Furthest a coordinate may be from 0, either way. */
  readonly coordinateMm: number
  /** Blocks within blocks. */
  readonly nesting: number
}

/** The limits unless somebody sets others. */
export const IMPORT_LIMITS: ImportLimits = { segments: 100_000, coordinateMm: 10_000, nesting: 32 }

/** What an import is doing. */
export type ImportPhase = 'reading' | 'blocks' | 'curves' | 'cleaning'

/** How a drawing is imported. */
export interface ImportOptions {
  /** The unit a person chose, or null to go by the header. */
  readonly unit: DrawingUnit | null
  /** How far an arc or line may be from the spline or ellipse it stands for. */
  readonly curveToleranceMm: number
  /** How far apart ends may be that are joined. */
  readonly joinToleranceMm: number
  readonly limits: ImportLimits
  /** Makes words of bytes, by the code page of the file. */
  readonly decodeText: (bytes: Uint8Array) => string
  /** Asked now and then; true stops the import. */
  readonly isOver: () => boolean
  /** Told now and then what is being done and which share of it is. */
  readonly tell?: (phase: ImportPhase, fraction: number) => void
  /** Ids of repairs, or whole kinds of them, that are not made. */
  readonly repairsOff?: readonly string[]
}

/** Why a drawing is not imported, as facts. */
export type ImportRefusal =
  | Exclude<DxfRefusal, { kind: 'segments' }>
  | { readonly kind: 'nesting'; readonly value: number; readonly place: string }
  | { readonly kind: 'segments'; readonly value: number }
  | {
      readonly kind: 'coordinate'
      readonly valueMm: number
      readonly type: string
      readonly line: number
    }

/** A type of entity of which the reader accounts for another number than the file holds. */
export interface CensusGap {
  readonly type: string
  readonly inFile: number
  readonly accountedFor: number
}

/** What is known of a drawing whatever its unit. */
export interface ImportReport {
  readonly source: DxfSource
  readonly blockCount: number
  readonly missingBlocks: readonly string[]
  /** Blocks that are put in and whose geometry is in another file. */
  readonly externalBlocks: readonly string[]
  readonly censusGaps: readonly CensusGap[]
  /** The first of the words; `noteCount` are there. */
  readonly notes: readonly DrawingNote[]
  readonly noteCount: number
  readonly pointCount: number
  readonly units: UnitVerdict
}

/** An imported drawing; `drawing` is null while its unit must be asked for. */
export interface ImportedDrawing {
  readonly report: ImportReport
  readonly drawing: CleanDrawing | null
}

/** A drawing before it is cleaned up; `raw` is null while its unit must be asked for. */
export interface ReadDrawing {
  readonly report: ImportReport
  readonly raw: RawDrawing | null
}

function gapsOf(bytes: Uint8Array, source: DxfSource): readonly CensusGap[] {
  const accounted = new Map<string, number>()
  for (const { type, count } of source.tally) {
    accounted.set(type, (accounted.get(type) ?? 0) + count)
  }
  return [...censusOf(bytes)]
    .map(([type, inFile]) => ({ type, inFile, accountedFor: accounted.get(type) ?? 0 }))
    .filter(({ inFile, accountedFor }) => inFile !== accountedFor)
    .sort((a, b) => (a.type < b.type ? -1 : 1))
}

function walkRefusal({ limit, value, place }: WalkRefusal): ImportRefusal {
  if (limit === 'nesting') return { kind: 'nesting', value, place }
  return limit === 'time' ? { kind: 'over-time' } : { kind: 'segments', value }
}

function placeRefusal(refused: PlaceRefusal): ImportRefusal {
  if (refused.by === 'walk') return walkRefusal(refused.refusal)
  const { refusal, type, line } = refused
  return refusal.kind === 'segments'
    ? refusal
    : { kind: 'coordinate', valueMm: refusal.valueMm, type, line }
}

function reportOf(
  bytes: Uint8Array,
  contents: DxfContents,
  surveyed: Survey,
  units: UnitVerdict,
): ImportReport {
  return {
    source: contents.source,
    blockCount: contents.blocks.size,
    missingBlocks: surveyed.missing,
    externalBlocks: surveyed.external,
    censusGaps: gapsOf(bytes, contents.source),
    notes: surveyed.notes,
    noteCount: surveyed.noteCount,
    pointCount: surveyed.pointCount,
    units,
  }
}

/**
 * Reads the bytes of an ASCII DXF, puts blocks in, settles the unit, and makes lines and arcs in mm of every
 * curve. Nothing of the file vanishes without a row in the report, and the unit is never guessed: where
 * header and size do not fit, `raw` is null and the report says why.
 */
export function readDrawing(
  fileBytes: Uint8Array,
  options: ImportOptions,
): Result<ReadDrawing, ImportRefusal> {
  const { limits, isOver } = options
  const tell = options.tell ?? (() => undefined)
  const bytes = withLineFeeds(fileBytes)
  const read = readDxf(bytes, options.decodeText, {
    segments: limits.segments,
    isOver,
    tell: (fraction) => {
      tell('reading', fraction)
    },
  })
  if (!read.ok) return read
  tell('blocks', 0)
  const walk = { nesting: limits.nesting, pieces: limits.segments, isOver }
  const surveyed = survey(read.value, bytes, walk)
  if (!surveyed.ok) return failure(walkRefusal(surveyed.error))
  const { size, pieces } = surveyed.value
  const units = settleUnit(read.value.source.header, size, options.unit)
  const report = reportOf(bytes, read.value, surveyed.value, units)
  if (units.kind === 'asked') return success({ report, raw: null })
  tell('curves', 0)
  const placed = placeContents(read.value, {
    mmPerUnit: MM_PER_UNIT[units.unit],
    toleranceMm: options.curveToleranceMm,
    walk,
    segments: limits,
    pieces,
  })
  return placed.ok ? success({ report, raw: placed.value }) : failure(placeRefusal(placed.error))
}

/** Imports the bytes of an ASCII DXF: `readDrawing`, and the clean-up of what it gives. */
export function importDrawing(
  bytes: Uint8Array,
  options: ImportOptions,
): Result<ImportedDrawing, ImportRefusal> {
  const read = readDrawing(bytes, options)
  if (!read.ok) return read
  const { report, raw } = read.value
  if (raw === null) return success({ report, drawing: null })
  const { joinToleranceMm, curveToleranceMm, isOver } = options
  const cleaned = cleanUp(raw, {
    ...{ joinToleranceMm, curveToleranceMm, isOver },
    repairsOff: options.repairsOff ?? [],
    tell: (fraction) => options.tell?.('cleaning', fraction),
  })
  return cleaned.ok ? success({ report, drawing: cleaned.value }) : cleaned
}
