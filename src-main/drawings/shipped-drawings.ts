import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sha256Hex } from '../files/sha256.ts'

/** A drawing that came with the program: what a shipped plan was taken from. */
export interface ShippedDrawing {
  readonly fileName: string
  readonly bytes: Uint8Array
}

/** The shipped drawings by the SHA-256 of their bytes; they are few and some kilobytes each. */
export function readShippedDrawings(installDir: string): ReadonlyMap<string, ShippedDrawing> {
  const folder = join(installDir, 'data/drawings')
  return new Map(
    readdirSync(folder)
      .filter((fileName) => fileName.endsWith('.dxf'))
      .map((fileName) => {
        const bytes = new Uint8Array(readFileSync(join(folder, fileName)))
        return [sha256Hex(bytes), { fileName, bytes }]
      }),
  )
}
