import { dirname } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { DurableFiles } from './durable-files.ts'
import { fileProblem } from './storage-problem.ts'
import { removeBegun, tempPathFor, writeSynced } from './write-once.ts'

/**
 * Replaces a file's contents: after a crash or a power cut either the old or the new contents
 * stand there, whole. Temporary file, sync, rename over the old one, folder synced. The folder
 * must exist.
 */
export async function replaceFile(
  files: DurableFiles,
  path: string,
  bytes: Uint8Array,
): Promise<Result<'replaced', Problem>> {
  const temp = tempPathFor(path)
  try {
    await writeSynced(files, temp, bytes)
    try {
      await files.rename(temp, path)
    } catch (error) {
      await removeBegun(files, temp)
      throw error
    }
    await files.syncFolder(dirname(path))
    return success('replaced')
  } catch (error) {
    return failure(fileProblem(error, 'write', path))
  }
}
