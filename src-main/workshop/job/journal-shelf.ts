import { readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { readJournal, recoveryOffer } from '#core/grbl/job/journal.ts'
import type { RecoveryOffer } from '#core/grbl/job/recovery.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { systemErrorCode } from '../../files/durable-files.ts'
import { fileProblem } from '../../files/storage-problem.ts'

/** The journals of jobs, in the data folder. */
export interface JournalShelf {
  readonly pathOf: (sendId: string) => string
  /** Jobs that did not end in order, newest first; `running` is left out. */
  readonly offers: (running: string | null) => Promise<readonly RecoveryOffer[]>
  /** Puts a journal away: it stays on disk under another name. */
  readonly dismiss: (sendId: string) => Promise<Result<void, Problem>>
}

const JOURNAL = /^([a-z0-9][a-z0-9-]{0,39})\.jsonl$/
/** Offers shown; older journals stay on disk. */
const MOST_OFFERS = 20

/** The shelf of a data folder. */
export function createJournalShelf(dataDir: string): JournalShelf {
  const folder = join(dataDir, 'journals')
  const pathOf = (sendId: string) => join(folder, `${sendId}.jsonl`)
  const putAway = (sendId: string) => rename(pathOf(sendId), join(folder, `${sendId}.closed`))
  return {
    pathOf,
    offers: async (running) => {
      const offers: RecoveryOffer[] = []
      for (const name of await journalNames(folder)) {
        const sendId = JOURNAL.exec(name)?.[1]
        if (sendId === undefined || sendId === running) continue
        const offer = await offerOf(pathOf(sendId))
        if (offer === 'ended') await putAway(sendId)
        else if (offer !== 'damaged') offers.push(offer)
      }
      const newest = offers.toSorted((a, b) => b.startedAtUtc.localeCompare(a.startedAtUtc))
      return newest.slice(0, MOST_OFFERS)
    },
    dismiss: async (sendId) => {
      try {
        await putAway(sendId)
        return success(undefined)
      } catch (error) {
        if (systemErrorCode(error) === 'ENOENT') return success(undefined)
        return failure(fileProblem(error, 'put away', pathOf(sendId)))
      }
    },
  }
}

async function journalNames(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}

async function offerOf(path: string): Promise<RecoveryOffer | 'ended' | 'damaged'> {
  const journal = readJournal(await readFile(path, 'utf8'))
  if (journal === null) return 'damaged'
  return recoveryOffer(journal) ?? 'ended'
}
