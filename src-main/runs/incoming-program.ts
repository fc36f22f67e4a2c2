import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { attachmentPath } from '#core/runs/build-artifact.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { removeBegun, standsWithoutLinks, tempPathFor } from '../files/write-once.ts'
import { quarantinePath } from './attachment-files.ts'
import type { RunStoreBase } from './run-store-base.ts'

/** A program that comes in piece by piece; nothing of it is held in memory. */
export interface IncomingProgram {
  /** Where its bytes are until it is kept. */
  readonly path: string
  readonly append: (bytes: Uint8Array) => Promise<Result<void, Problem>>
  /** No more comes: the file may be read. */
  readonly close: () => Promise<Result<void, Problem>>
  /**
   * Keeps the closed file, whose bytes have this hash, as the attachment of that name, durably. Any
   * process may have put other bytes into it before, as long as the hash is theirs.
   */
  readonly keep: (sha256: string) => Promise<Result<void, Problem>>
  /** Takes the file away; harmless once it is kept. */
  readonly drop: () => Promise<void>
}

/** Opens a file for a program on its way in, where the sweep finds it after a crash. */
export async function openIncoming(base: RunStoreBase): Promise<Result<IncomingProgram, Problem>> {
  const root = join(base.dataDir, 'attachments')
  const path = tempPathFor(join(root, 'incoming.nc'), root)
  const attempt = async (what: () => Promise<void>): Promise<Result<void, Problem>> => {
    try {
      await what()
      return success(undefined)
    } catch (error) {
      return failure(fileProblem(error, 'write', path))
    }
  }
  try {
    await base.makeFolder('attachments')
    const file = await base.files.createNew(path)
    let isOpen = true
    const close = () =>
      attempt(async () => {
        if (isOpen) await file.close()
        isOpen = false
      })
    return success({
      path,
      append: (bytes) => attempt(() => file.append(bytes)),
      close,
      keep: (sha256) => attempt(() => keep(base, path, sha256)),
      drop: async () => {
        await close()
        await removeBegun(base.files, path)
      },
    })
  } catch (error) {
    return failure(fileProblem(error, 'write', path))
  }
}

async function keep(base: RunStoreBase, path: string, sha256: string): Promise<void> {
  const parts = attachmentPath(sha256, 'nc').split('/')
  const target = join(base.dataDir, 'attachments', ...parts)
  await base.makeFolder('attachments', ...parts.slice(0, -1))
  await base.files.syncFile(path)
  if (!(await nameIt(base, path, target))) {
    // one of that name stands there already: the same program, unless it was damaged
    if ((await sha256OfFile(target)) === sha256) await base.files.syncFile(target)
    else {
      await base.files.rename(target, await quarantinePath(base, target))
      await base.files.rename(path, target)
    }
  }
  await base.files.syncFolder(dirname(target))
}

/** Gives the file its final name; false when that is taken. */
async function nameIt(base: RunStoreBase, path: string, target: string): Promise<boolean> {
  try {
    await base.files.link(path, target)
    return true
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'EEXIST') return false
    if (!standsWithoutLinks(code)) throw error
    if (base.files.isFileNow(target)) return false
    await base.files.rename(path, target)
    return true
  }
}

/** SHA-256 of a file, taken piece by piece, so that nobody waits for it. */
async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    hash.update(piece as Buffer)
  }
  return hash.digest('hex')
}
