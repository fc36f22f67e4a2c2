import { randomUUID } from 'node:crypto'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { systemErrorCode } from '../../files/durable-files.ts'
import type { DurableFilesNow } from '../../files/durable-files-now.ts'

/** One file of a transaction: its new text, or null when it goes. */
export interface FileChange {
  /** Relative to the store's folder, with `/`. */
  readonly file: string
  readonly text: string | null
}

/** The folder of files that are written and not yet in their place. */
export const PENDING_NAME = 'pending'
/** The file that says which pending files belong where, while a transaction is carried out. */
export const INTENT_NAME = 'intent.json'

const INTENT_SCHEMA = 'rmos.json-store.intent'

const intentSchema = z.strictObject({
  schema: z.literal(INTENT_SCHEMA),
  moves: z.array(z.strictObject({ file: z.string(), from: z.string().nullable() })),
})
type Move = z.output<typeof intentSchema>['moves'][number]

/** Where a transaction stands when `commit` returns. */
export type CommitOutcome =
  /** Every file is in its place. */
  | 'done'
  /** It is decided; the next turn puts the rest of the files in their places. */
  | 'decided'

/**
 * Puts the changes of one transaction on the disk, all or none. New texts are written and synced
 * under temporary names first and named in an intent, whose own rename is the moment of decision;
 * then every file is moved into its place. Throws a system error when nothing changed.
 */
export function commit(
  files: DurableFilesNow,
  root: string,
  changes: readonly FileChange[],
): CommitOutcome {
  const moves: Move[] = []
  try {
    for (const { file, text } of changes) {
      const from = text === null ? null : `${PENDING_NAME}/${randomUUID()}.json`
      moves.push({ file, from })
      if (from !== null && text !== null) files.writeNew(join(root, from), text)
    }
    decide(files, root, moves)
  } catch (error) {
    dropPending(files, root, moves)
    throw error
  }
  return carryOut(files, root, moves)
}

/** The moment of decision is the rename; when it cannot be made sure of, it is taken back. */
function decide(files: DurableFilesNow, root: string, moves: readonly Move[]): void {
  files.syncFolder(join(root, PENDING_NAME))
  const temp = join(root, PENDING_NAME, `${randomUUID()}.tmp`)
  const intent = join(root, INTENT_NAME)
  try {
    files.writeNew(temp, JSON.stringify({ schema: INTENT_SCHEMA, moves }))
    files.rename(temp, intent)
  } catch (error) {
    removeIfThere(files, temp)
    throw error
  }
  try {
    files.syncFolder(root)
  } catch (error) {
    if (isRemoved(files, intent)) throw error
  }
}

function isRemoved(files: DurableFilesNow, path: string): boolean {
  try {
    files.unlink(path)
    return true
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return false
  }
}

function dropPending(files: DurableFilesNow, root: string, moves: readonly Move[]): void {
  for (const { from } of moves) {
    // What cannot be dropped now is dropped at the next turn.
    if (from !== null) isRemoved(files, join(root, from))
  }
}

function carryOut(files: DurableFilesNow, root: string, moves: readonly Move[]): CommitOutcome {
  try {
    finish(files, root, moves)
    return 'done'
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return 'decided'
  }
}

function finish(files: DurableFilesNow, root: string, moves: readonly Move[]): void {
  for (const move of moves) applyMove(files, root, move)
  for (const folder of new Set(moves.map(({ file }) => dirname(join(root, file))))) {
    files.syncFolder(folder)
  }
  files.unlink(join(root, INTENT_NAME))
  files.syncFolder(root)
}

/** May be done a second time: what is not pending any more is in its place. */
function applyMove(files: DurableFilesNow, root: string, { file, from }: Move): void {
  const path = join(root, file)
  if (from === null) removeIfThere(files, path)
  else if (files.isFile(join(root, from))) files.rename(join(root, from), path)
}

/**
 * Finishes a decided transaction that was interrupted, and drops what was written for one that was
 * never decided. To be called in one's own turn. False when the intent is none of ours: somebody
 * edited it, and no write may go on over it.
 */
export function recover(files: DurableFilesNow, root: string): boolean {
  if (files.isFile(join(root, INTENT_NAME))) {
    const moves = parseIntent(files.readFile(join(root, INTENT_NAME)))
    if (moves === null) return false
    finish(files, root, moves)
  }
  for (const { name, kind } of files.list(join(root, PENDING_NAME))) {
    if (kind === 'file') removeIfThere(files, join(root, PENDING_NAME, name))
  }
  return true
}

function parseIntent(bytes: Uint8Array): readonly Move[] | null {
  try {
    const intent = intentSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
    return intent.success ? intent.data.moves : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function removeIfThere(files: DurableFilesNow, path: string): void {
  try {
    files.unlink(path)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT') throw error
  }
}
