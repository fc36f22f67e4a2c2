import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { parsePatternFile } from '#core/pattern/parse-pattern-file.ts'
import type { PatternFile } from '#core/pattern/pattern.schema.ts'
import { invalidData } from './problems.ts'

/** Prefix of the ids of shipped tile patterns; nothing under it is ever changed. */
export const SHIPPED_PATTERN_PREFIX = 'pattern:'

/** A tile pattern that came with the program. */
export interface ShippedPattern {
  readonly patternId: string
  readonly file: PatternFile
}

/** Reads the shipped tile patterns, in the order of their file names. */
export function readShippedPatterns(
  installDir: string,
): Result<readonly ShippedPattern[], Problem> {
  const folder = join(installDir, 'data/patterns')
  const shipped: ShippedPattern[] = []
  for (const fileName of readdirSync(folder).sort()) {
    if (!fileName.endsWith('.json')) continue
    const parsed = parsePatternFile(readFileSync(join(folder, fileName), 'utf8'), fileName)
    if (!parsed.ok) return failure(invalidData(parsed.error))
    const patternId = `${SHIPPED_PATTERN_PREFIX}${basename(fileName, '.json')}`
    shipped.push({ patternId, file: parsed.value })
  }
  return success(shipped)
}
