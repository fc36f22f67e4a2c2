import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { isProcessAlive } from '../backup/process-alive.ts'
import { type DurableFiles, type NewFile, systemErrorCode } from '../files/durable-files.ts'
import { createFolderMaker } from '../files/durable-folders.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { removeBegun, standsWithoutLinks, tempFileOwner, tempPathFor } from '../files/write-once.ts'

/** Where in the data folder the files lie that drawings were read from. */
const FOLDER = 'drawings'

/** How a kept file stands to its name, which is its SHA-256. */
export type OriginalState = 'whole' | 'missing' | 'damaged'

/** A file that is handed over piece by piece. */
export interface GrowingFile {
  readonly sizeBytes: () => number
  readonly append: (bytes: Uint8Array) => Promise<Result<void, Problem>>
  /** Names it by its SHA-256, durably, and answers with that; a file of that name is replaced when damaged. */
  readonly end: () => Promise<Result<string, Problem>>
  readonly drop: () => Promise<void>
}

/** The files that drawings were read from, each written once under its SHA-256. */
export interface OriginalFiles {
  readonly pathOf: (sha256: string) => string
  readonly begin: () => Promise<Result<GrowingFile, Problem>>
  /** Reads the whole file to say, without holding it. */
  readonly stateOf: (sha256: string) => Promise<Result<OriginalState, Problem>>
  readonly read: (sha256: string) => Promise<Result<Uint8Array, Problem>>
  readonly remove: (sha256: string) => Promise<void>
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array)
  return hash.digest('hex')
}

/** Keeps what is in the data folder's `drawings`. */
export function openOriginalFiles(files: DurableFiles, dataDir: string): OriginalFiles {
  const folder = join(dataDir, FOLDER)
  const makeFolder = createFolderMaker(files, dataDir)
  const pathOf = (sha256: string) => join(folder, `${sha256}.dxf`)
  const stateOf = async (sha256: string): Promise<Result<OriginalState, Problem>> => {
    try {
      return success((await sha256Of(pathOf(sha256))) === sha256 ? 'whole' : 'damaged')
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return success('missing')
      return failure(fileProblem(error, 'read', pathOf(sha256)))
    }
  }
  /** What a process left that was ended in the middle of taking a file. */
  const tidy = async () => {
    for (const { name } of await files.list(folder)) {
      const owner = tempFileOwner(name)
      if (owner !== null && !isProcessAlive(owner)) await removeBegun(files, join(folder, name))
    }
  }
  return {
    pathOf,
    stateOf,
    begin: async () => {
      const temp = tempPathFor(pathOf('drawing'))
      try {
        await makeFolder(FOLDER)
        await tidy()
        const file = await files.createNew(temp)
        return success(growing({ files, file, temp, pathOf, stateOf }))
      } catch (error) {
        return failure(fileProblem(error, 'write', temp))
      }
    },
    read: async (sha256) => {
      try {
        return success(await files.readFile(pathOf(sha256)))
      } catch (error) {
        return failure(fileProblem(error, 'read', pathOf(sha256)))
      }
    },
    remove: (sha256) => removeBegun(files, pathOf(sha256)),
  }
}

interface GrowingParts {
  readonly files: DurableFiles
  readonly file: NewFile
  readonly temp: string
  readonly pathOf: OriginalFiles['pathOf']
  readonly stateOf: OriginalFiles['stateOf']
}

function growing({ files, file, temp, pathOf, stateOf }: GrowingParts): GrowingFile {
  const hash = createHash('sha256')
  let sizeBytes = 0
  return {
    sizeBytes: () => sizeBytes,
    append: async (bytes) => {
      try {
        await file.append(bytes)
      } catch (error) {
        return failure(fileProblem(error, 'write', temp))
      }
      hash.update(bytes)
      sizeBytes += bytes.length
      return success(undefined)
    },
    end: async () => {
      const sha256 = hash.digest('hex')
      const path = pathOf(sha256)
      try {
        await file.sync()
        await file.close()
        const standing = await stateOf(sha256)
        if (!standing.ok) return standing
        if (standing.value === 'missing') await nameOnce(files, temp, path)
        else if (standing.value === 'damaged') await files.rename(temp, path)
        await removeBegun(files, temp)
        await files.syncFolder(join(path, '..'))
        return success(sha256)
      } catch (error) {
        return failure(fileProblem(error, 'keep', path))
      }
    },
    drop: async () => {
      await file.close().catch(() => undefined)
      await removeBegun(files, temp)
    },
  }
}

/** Gives the file its name without ever replacing another; where links are unknown it is moved. */
async function nameOnce(files: DurableFiles, temp: string, path: string): Promise<void> {
  try {
    await files.link(temp, path)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'EEXIST') return
    if (!standsWithoutLinks(code)) throw error
    await files.rename(temp, path)
  }
}
