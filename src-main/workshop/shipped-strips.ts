import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { dataProblem } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { parseStripFamilies } from '#core/strips/parse-strip-family.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import { invalidData } from './problems.ts'

/** Prefix of the ids of shipped strip families; nothing under it is ever changed. */
export const SHIPPED_STRIP_PREFIX = 'rmos:'

function readShipped(folder: string, fileName: string): Result<StripFamily, Problem> {
  const parsed = parseStripFamilies(readFileSync(join(folder, fileName), 'utf8'), fileName)
  if (!parsed.ok) return failure(invalidData(parsed.error))
  const [first] = parsed.value
  const id = `${SHIPPED_STRIP_PREFIX}${basename(fileName, '.json')}`
  if (parsed.value.length === 1 && first?.family.id === id) return success(first.family)
  return failure(invalidData(dataProblem(fileName, 'id', `is not "${id}"`)))
}

/** Reads the shipped strip families, in the order of their file names. */
export function readShippedStrips(installDir: string): Result<readonly StripFamily[], Problem> {
  const folder = join(installDir, 'data/strip-families')
  const shipped: StripFamily[] = []
  for (const fileName of readdirSync(folder).sort()) {
    if (!fileName.endsWith('.json')) continue
    const family = readShipped(folder, fileName)
    if (!family.ok) return family
    shipped.push(family.value)
  }
  return success(shipped)
}
