import { join } from 'node:path'
import type { BackupWork } from '#core/contract/backups.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { Store } from '../store/store.ts'
import type { BackupDesk } from './backup-desk.ts'
import { Cancellation, type BackupProgress } from './backup-progress.ts'
import type { BackupJobName, BackupJobs, RestoreSite } from './backup-work.ts'
import { dueBackup } from './due-backup.ts'
import { backupPath } from './list-backups.ts'
import type { ListedBackup } from './list-backups.ts'
import type { BackupOrder, MadeBackup } from './make-backup.ts'
import type { PreparedRestore } from './restore.ts'
import type { RestorePreview } from './restore-plan.ts'

/** What the backups of an open (or broken) workshop stand on. */
export interface BackupServiceParts {
  readonly site: RestoreSite
  readonly appVersion: string
  readonly desk: BackupDesk
  readonly nowMs: () => number
  /** The open database, where what was done is recorded; null while none is open. */
  readonly store: () => Pick<Store, 'storeEvents' | 'backend'> | null
  readonly changed: (work: BackupWork | null) => void
  /** Told what went wrong where nobody waits for an answer. */
  readonly log: (message: string) => void
}

/** Makes, lists and prepares copies, one piece of work at a time, in a process of its own. */
export interface BackupService {
  readonly list: () => Promise<Result<readonly ListedBackup[], Problem>>
  readonly make: (
    which: Pick<BackupOrder, 'kind' | 'scope'>,
  ) => Promise<Result<MadeBackup, Problem>>
  readonly preview: (fileName: string) => Promise<Result<RestorePreview, Problem>>
  /** Gets a restore ready; what follows is for the caller. */
  readonly prepare: (
    fileName: string,
    otherInstallation: boolean,
  ) => Promise<Result<PreparedRestore, Problem>>
  readonly prepareEmpty: () => Promise<Result<BackupJobs['prepareEmpty']['answer'], Problem>>
  readonly cancel: () => void
  /** Makes the automatic copy that is due, if one is; what goes wrong becomes a notice. */
  readonly makeDue: (isStart: boolean) => Promise<void>
  readonly notices: () => readonly string[]
  /** Calls off what is under way and waits for its end. */
  readonly close: () => Promise<void>
}

/** The service over a desk. */
export function createBackupService(parts: BackupServiceParts): BackupService {
  return new DeskBackupService(parts)
}

interface UnderWay {
  readonly what: BackupWork['what']
  readonly controller: AbortController
  readonly ended: Promise<unknown>
}

class DeskBackupService implements BackupService {
  readonly #parts: BackupServiceParts
  #underWay: UnderWay | null = null
  #notice = ''

  constructor(parts: BackupServiceParts) {
    this.#parts = parts
  }

  readonly notices = (): readonly string[] => (this.#notice === '' ? [] : [this.#notice])

  readonly list = (): Promise<Result<readonly ListedBackup[], Problem>> =>
    this.#parts.desk.run('list', { dataDir: this.#parts.site.dataDir }, {})

  readonly make = async (
    which: Pick<BackupOrder, 'kind' | 'scope'>,
  ): Promise<Result<MadeBackup, Problem>> => {
    const { site, appVersion, store } = this.#parts
    const { dataDir, databasePath } = site
    const refusal = fileStoreRefusal(store())
    if (refusal !== null) return failure(refusal)
    const order = { ...which, dataDir, databasePath, appVersion, target: null }
    const made = await this.#alone('backup', 'make', order)
    if (!made.ok) return made
    this.#notice = ''
    const recorded = this.#parts.store()?.storeEvents.append(backupEvent(made.value))
    return recorded === undefined || recorded.ok ? made : recorded
  }

  readonly preview = (fileName: string): Promise<Result<RestorePreview, Problem>> => {
    const path = this.#pathOf(fileName)
    if (!path.ok) return Promise.resolve(path)
    return this.#alone('preview', 'preview', { path: path.value, site: this.#parts.site })
  }

  readonly prepare = (
    fileName: string,
    otherInstallation: boolean,
  ): Promise<Result<PreparedRestore, Problem>> => {
    const path = this.#pathOf(fileName)
    if (!path.ok) return Promise.resolve(path)
    const { site } = this.#parts
    return this.#alone('restore', 'prepare', { path: path.value, site, otherInstallation })
  }

  readonly prepareEmpty = (): Promise<Result<BackupJobs['prepareEmpty']['answer'], Problem>> =>
    this.#alone('restore', 'prepareEmpty', { site: this.#parts.site })

  readonly cancel = (): void => {
    this.#underWay?.controller.abort(new Cancellation())
  }

  readonly makeDue = async (isStart: boolean): Promise<void> => {
    if (this.#underWay !== null) return
    const listed = await this.list()
    const nowMs = this.#parts.nowMs()
    const due = listed.ok ? dueBackup(listed.value, { nowMs, isStart }) : null
    const made = due === null ? listed : await this.make(due)
    if (made.ok || made.error.kind === 'busy') return
    const { message, remedy } = made.error
    this.#notice = `The automatic backup could not be made. ${message} ${remedy}`.trim()
    this.#parts.log(this.#notice)
  }

  readonly close = async (): Promise<void> => {
    this.cancel()
    await this.#underWay?.ended
  }

  #pathOf(fileName: string): Result<string, Problem> {
    const path = backupPath(this.#parts.site.dataDir, fileName)
    if (path !== null) return success(path)
    const message = `${JSON.stringify(fileName)} is not the name of a backup.`
    return failure({ kind: 'invalid-input', message, remedy: '', requestId: '' })
  }

  /** Somebody who looks at a copy waits for a backup that has begun; an older look is given up. */
  async #takeTurn(): Promise<void> {
    while (this.#underWay !== null) {
      const { what, controller, ended } = this.#underWay
      if (what === 'restore') return
      if (what === 'preview') controller.abort(new Cancellation())
      await ended
    }
  }

  async #alone<N extends BackupJobName>(
    what: BackupWork['what'],
    name: N,
    order: BackupJobs[N]['order'],
  ): Promise<Result<BackupJobs[N]['answer'], Problem>> {
    if (what !== 'backup') await this.#takeTurn()
    if (this.#underWay !== null) return failure(engaged())
    const controller = new AbortController()
    const { desk, changed, nowMs } = this.#parts
    const startedMs = nowMs()
    const onProgress = (progress: BackupProgress) => {
      changed(workOf(what, progress, nowMs() - startedMs))
    }
    changed({ what, phase: 'starting', ratio: null, secondsLeft: null })
    const done = desk.run(name, order, { onProgress, signal: controller.signal }).finally(() => {
      this.#underWay = null
      changed(null)
    })
    // Waited for by others, for whom only the end matters.
    this.#underWay = { what, controller, ended: done.catch(() => undefined) }
    return done
  }
}

function engaged(): Problem {
  return {
    kind: 'busy',
    message: 'Another backup or restore is under way.',
    remedy: 'Wait for it to end, or cancel it.',
    requestId: '',
  }
}

/** A copy is written and then read again: two rounds over the same bytes. */
function workOf(
  what: BackupWork['what'],
  { phase, doneBytes, totalBytes }: BackupProgress,
  elapsedMs: number,
): BackupWork {
  if (totalBytes === 0) return { what, phase, ratio: null, secondsLeft: null }
  const share = Math.min(1, doneBytes / totalBytes)
  const isSecondRound = what === 'backup' && phase === 'checking'
  const ratio = what !== 'backup' ? share : isSecondRound ? 0.5 + share / 2 : share / 2
  const secondsLeft = ratio < 0.05 ? null : (elapsedMs / 1000) * (1 / ratio - 1)
  return { what, phase, ratio, secondsLeft }
}

/** Why nothing can be copied now: records kept as files are in no database; null when it can. */
export function fileStoreRefusal(store: Pick<Store, 'backend'> | null): Problem | null {
  if (store === null || store.backend === 'sqlite') return null
  return {
    kind: 'storage',
    message:
      'Records are kept as files while the database cannot be used, and a backup is a copy of the database.',
    remedy:
      'Mend what keeps the database from opening; until then copy the whole data folder by hand.',
    requestId: '',
  }
}

/** What the store's history keeps of a copy. */
export function backupEvent({ path, sizeBytes, summary, unsoundRuns }: MadeBackup) {
  const { kind, scope, counts, manifest_sha256, file_count } = summary
  return {
    kind: 'backup',
    payload: {
      ...{ path, kind, scope, counts, file_count, manifest_sha256 },
      ...{ size_bytes: sizeBytes, unsound_runs: [...unsoundRuns] },
    },
  }
}

/** What the store's history keeps of a restore. */
export function restoreEvent({ preview, asidePath }: PreparedRestore) {
  const { copy, now, runsSetAside, runsComingBack } = preview
  return {
    kind: 'restore',
    payload: {
      ...{ path: copy.path, copy_created_at: copy.createdAtUtc, scope: copy.scope },
      ...{ counts: copy.facts.counts, counts_before: now?.counts ?? null },
      ...{ runs_set_aside: runsSetAside, runs_coming_back: runsComingBack, aside: asidePath },
    },
  }
}

/** The default place of a data folder's database. */
export function siteOf(
  place: { readonly dataDir: string; readonly installDir: string },
  databasePath: string,
): RestoreSite {
  return {
    dataDir: place.dataDir,
    databasePath,
    migrationsDir: join(place.installDir, 'src-main/store/migrations'),
    ownerPid: process.pid,
  }
}
