import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { performance } from 'node:perf_hooks'
import { type DrawingLimits, largeLimits } from '#core/drawing/drawing-limits.ts'
import type { DrawingUnit } from '#core/drawing/drawing-units.ts'
import { MOST_NAMES } from '#core/drawing/dxf/dxf-reading.ts'
import {
  type ImportedDrawing,
  importDrawing,
  type ImportPhase,
  type ImportRefusal,
} from '#core/drawing/import-drawing.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { decodeDxf, type DecodeRefusal } from './decode-dxf.ts'

/** A megabyte as file sizes are told. */
const BYTES_PER_MB = 1_000_000

/** How a drawing file is read. */
export interface DrawingFileOptions {
  readonly unit: DrawingUnit | null
  readonly limits: DrawingLimits
  /** Lets a file in that is above the limits, up to the widest ones. */
  readonly allowLarge: boolean
  readonly curveToleranceMm: number
  readonly joinToleranceMm: number
  /** Ids of repairs, or whole kinds of them, that are not made. */
  readonly repairsOff?: readonly string[]
  /** Told now and then what is being done and which share of it is. */
  readonly tell?: (phase: ImportPhase, fraction: number) => void
}

/** A refusal as one sentence; `missing` when there is no such file. */
export interface DrawingFileRefusal {
  readonly kind: 'missing' | 'invalid'
  readonly message: string
}

const SAVE_AS = 'save it as "AutoCAD 2000 ASCII DXF" or any other ASCII DXF'

function decodeSentence(refusal: DecodeRefusal): string {
  switch (refusal.kind) {
    case 'binary-dxf':
      return `is a binary DXF, which is not read; ${SAVE_AS}`
    case 'dwg':
      return `is a DWG (${refusal.version}), which is not read; ${SAVE_AS}`
  }
}

function importSentence(refusal: ImportRefusal, limits: DrawingLimits): string {
  switch (refusal.kind) {
    case 'not-dxf':
      return `line ${String(refusal.line)} does not begin a DXF section; this is no DXF`
    case 'over-time':
      return `takes longer than the limit of ${String(limits.seconds)} s`
    case 'nesting':
      return `has blocks ${String(refusal.value)} deep (... ${refusal.place}); the limit is ${String(limits.nesting)}`
    case 'segments':
      return `has ${String(refusal.value)} segments or more; the limit is ${String(limits.segments)}`
    case 'names':
      return `has ${String(refusal.value)} ${NAMES[refusal.of]} or more; the limit is ${String(MOST_NAMES[refusal.of])}`
    case 'coordinate':
      return `line ${String(refusal.line)} ${refusal.type} reaches ${refusal.valueMm.toFixed(1)} mm from zero; the limit is ${String(limits.coordinateMm)} mm`
  }
}

const NAMES = { types: 'kinds of entity', layers: 'layers', blocks: 'blocks' } as const

function tooLarge(size: number, { fileMb }: DrawingLimits): string {
  return `is ${String(size)} bytes; the limit is ${String(fileMb * BYTES_PER_MB)}`
}

function limitsOf({ limits, allowLarge }: DrawingFileOptions): DrawingLimits {
  return allowLarge ? largeLimits(limits) : limits
}

function readBytes(
  path: string,
  name: string,
  limits: DrawingLimits,
): Result<Uint8Array, DrawingFileRefusal> {
  try {
    const { size } = statSync(path)
    if (size > limits.fileMb * BYTES_PER_MB) {
      return failure({ kind: 'invalid', message: `${name}: ${tooLarge(size, limits)}` })
    }
    return success(readFileSync(path))
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? String(thrown)
    const reason = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`
    return failure({ kind: 'missing', message: `${path}: ${reason}` })
  }
}

/** An imported drawing; a code page that is not known leaves its words to be read as Windows 1252. */
export interface OpenedDrawing extends ImportedDrawing {
  readonly unknownCodePage: string | null
}

/** A file that is read already, under the name a person knows it by. */
export interface DrawingBytes {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Decodes and imports the bytes of a DXF file. */
export function openDrawingBytes(
  { name, bytes }: DrawingBytes,
  options: DrawingFileOptions,
): Result<OpenedDrawing, DrawingFileRefusal> {
  const limits = limitsOf(options)
  const refuse = (message: string) =>
    failure<DrawingFileRefusal>({ kind: 'invalid', message: `${name}: ${message}` })
  if (bytes.length > limits.fileMb * BYTES_PER_MB) return refuse(tooLarge(bytes.length, limits))
  const decoded = decodeDxf(bytes)
  if (!decoded.ok) return refuse(decodeSentence(decoded.error))
  const startedMs = performance.now()
  const { unit, curveToleranceMm, joinToleranceMm, repairsOff } = options
  const imported = importDrawing(decoded.value.bytes, {
    ...{ unit, curveToleranceMm, joinToleranceMm, repairsOff: repairsOff ?? [] },
    limits,
    decodeText: decoded.value.decodeText,
    isOver: () => performance.now() - startedMs > limits.seconds * 1000,
    ...(options.tell === undefined ? {} : { tell: options.tell }),
  })
  if (!imported.ok) return refuse(importSentence(imported.error, limits))
  const { unknownCodePage } = decoded.value
  return success({ ...imported.value, unknownCodePage })
}

/**
 * Reads, decodes and imports a DXF file a person named; `name` is what they call it, the name in its
 * path unless told.
 */
export function openDrawingFile(
  path: string,
  options: DrawingFileOptions,
  name = basename(path),
): Result<OpenedDrawing, DrawingFileRefusal> {
  const limits = limitsOf(options)
  const bytes = readBytes(path, name, limits)
  return bytes.ok ? openDrawingBytes({ name, bytes: bytes.value }, options) : bytes
}
