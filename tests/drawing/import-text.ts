import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CleanPath, cleanPaths } from '#core/drawing/clean-paths.ts'
import type { CleanDrawing } from '#core/drawing/clean/clean-drawing.ts'
import {
  IMPORT_LIMITS,
  type ImportedDrawing,
  importDrawing,
  type ImportOptions,
} from '#core/drawing/import-drawing.ts'
import { decodeDxf } from '../../src-main/drawings/decode-dxf.ts'

/** Options of an import that takes the unit for mm and fits closely. */
export const OPTIONS: ImportOptions = {
  unit: 'mm',
  curveToleranceMm: 0.001,
  joinToleranceMm: 0.001,
  limits: IMPORT_LIMITS,
  decodeText: (bytes) => new TextDecoder('utf-8').decode(bytes),
  isOver: () => false,
}

/** The folder of files made by ezdxf. */
export const FIXTURES = join(import.meta.dirname, 'fixtures')

/** Bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** An import that must succeed: bytes with their code page, or text. */
export function imported(
  file: string | Uint8Array,
  options: Partial<ImportOptions> = {},
): ImportedDrawing {
  const decoded = decodeDxf(typeof file === 'string' ? bytesOf(file) : file)
  if (!decoded.ok) throw new Error(decoded.error.kind)
  const { bytes, decodeText } = decoded.value
  const result = importDrawing(bytes, { ...OPTIONS, decodeText, ...options })
  if (!result.ok) throw new Error(JSON.stringify(result.error))
  return result.value
}

/** A file of the fixtures. */
export function fixture(name: string): Uint8Array {
  return readFileSync(join(FIXTURES, name))
}

/** The drawing of an import that must have one. */
export function drawingOf(
  file: string | Uint8Array,
  options: Partial<ImportOptions> = {},
): CleanDrawing {
  const { drawing } = imported(file, options)
  if (drawing === null) throw new Error('the unit is asked for')
  return drawing
}

/** The paths of an import. */
export function pathsOf(
  file: string | Uint8Array,
  options: Partial<ImportOptions> = {},
): readonly CleanPath[] {
  return cleanPaths(drawingOf(file, options))
}

/** A file of bare entities: groups as `code value` words between bars. */
export function dxf(entities: string, before = ''): string {
  const groups = (text: string) =>
    text
      .split('|')
      .filter((group) => group.trim() !== '')
      .map((group) => group.trim().replace(' ', '\n'))
      .join('\n')
  const sections = [before, '0 SECTION|2 ENTITIES', entities, '0 ENDSEC|0 EOF']
  return `${sections.map(groups).filter(Boolean).join('\n')}\n`
}
