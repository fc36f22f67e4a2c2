import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { ArtifactAttachment } from '#core/runs/build-artifact.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { writeOnce } from '../files/write-once.ts'
import { exactText } from './run-store-base.ts'
import type { RunStoreBase } from './run-store-base.ts'

/**
 * Keeps a text under its own hash in the attachments folder, durably. One that stands there
 * already is compared; a damaged one moves to the quarantine and is written anew.
 */
export async function keepAttachment(
  base: RunStoreBase,
  attachment: ArtifactAttachment,
): Promise<Result<void, Problem>> {
  const root = join(base.dataDir, 'attachments')
  const path = join(root, ...attachment.path.split('/'))
  const bytes = new TextEncoder().encode(attachment.text)
  try {
    await base.makeFolder('attachments', ...attachment.path.split('/').slice(0, -1))
    const written = await writeOnce(base.files, path, bytes, root)
    if (!written.ok) return written
    if (written.value === 'written') return success(undefined)
    const standing = await base.files.readFile(path)
    if (base.sha256(standing) === attachment.sha256) return success(undefined)
    await quarantine(base, path)
    const again = await writeOnce(base.files, path, bytes, root)
    return again.ok ? success(undefined) : again
  } catch (error) {
    return failure(fileProblem(error, 'keep', path))
  }
}

/** The exact text of an attachment; null when it is not there or no text. */
export async function readAttachment(
  base: RunStoreBase,
  path: string,
): Promise<Result<string | null, Problem>> {
  const file = join(base.dataDir, 'attachments', ...path.split('/'))
  try {
    return success(exactText(await base.files.readFile(file)))
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return success(null)
    return failure(fileProblem(error, 'read', file))
  }
}

/** Where a file goes in the quarantine: under its name behind the time and a fresh id. */
export async function quarantinePath(base: RunStoreBase, path: string): Promise<string> {
  const folder = await base.makeFolder('quarantine')
  const stamp = base.clock().toISOString().replaceAll(/[:.]/g, '-')
  return join(folder, `${stamp}-${randomUUID().slice(0, 8)}-${basename(path).replace(/^\./, '')}`)
}

/** Moves a file to the quarantine, durably; nothing is ever deleted. Rejects with system errors. */
async function quarantine(base: RunStoreBase, path: string): Promise<string> {
  const target = await quarantinePath(base, path)
  await base.files.rename(path, target)
  await base.files.syncFolder(dirname(target))
  await base.files.syncFolder(dirname(path))
  return target
}
