import { existsSync } from 'node:fs'
import type { SafeMode } from '#core/contract/backups.contract.ts'
import type { EventName, Events } from '#core/contract/events.ts'
import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { watchBallast } from '../backup/ballast-watch.ts'
import { createBackupDesk } from '../backup/backup-desk.ts'
import { createBackupService, restoreEvent, siteOf } from '../backup/backup-service.ts'
import { openSite } from '../backup/backup-work.ts'
import { commitRestore, discardRestore, type PreparedRestore } from '../backup/restore.ts'
import { nodeFiles } from '../files/node-files.ts'
import { backupsHandlers } from '../handlers/backups.handlers.ts'
import { createDispatch, type DefectEntry, type Dispatch } from '../handlers/router.ts'
import type { EngineSpawner } from '../machine/engine-link.ts'
import {
  createMachineService,
  type MachineService,
  systemServiceClock,
} from '../machine/machine-service.ts'
import { readSideFile } from '../store/identity.ts'
import type { NewStoreEvent } from '../store/store-events.repository.ts'
import { createCallGate } from './call-gate.ts'
import type { EventListener } from './event-hub.ts'
import { openWorkshop, versionOf } from './open-workshop.ts'
import type { Workshop, WorkshopPlace } from './open-workshop.ts'
import { problem } from './problems.ts'
import { curableCause, safeModeHandlers } from './safe-mode.ts'
import { shareMachine } from './share-machine.ts'

/** What a workshop is kept with. */
export interface KeeperPlace extends Omit<WorkshopPlace, 'machine'> {
  /** Absolute path of the database. */
  readonly databasePath: string
  /** Starts the process that makes backups. */
  readonly spawnBackup: EngineSpawner
  /** Shows a folder in the system's file browser. */
  readonly openFolder: (path: string) => Promise<Result<void, Problem>>
  readonly logDefect: (entry: DefectEntry) => void
  readonly newRequestId: () => string
}

/**
 * A workshop that can be closed and opened again under the screen's feet, and that shows safe mode
 * while its database cannot be used. The machine and its connection outlive every reopening.
 */
export interface WorkshopKeeper {
  readonly dispatch: Dispatch
  readonly subscribe: (listener: EventListener) => () => void
  readonly machine: MachineService
  /** Null in safe mode. */
  readonly workshop: () => Workshop | null
  /** Begins to make automatic backups. */
  readonly startBackups: () => void
  /** Stops a running job, ends the engine, calls off a backup and closes the database. */
  readonly close: () => Promise<void>
}

/** Who may do what is no matter of the workshop; `serve` stands before it and knows. */
type KeptHandlers = Omit<Handlers, 'bench'>

const FIRST_BACKUP_DELAY_MS = 5000
const BACKUP_INTERVAL_MS = 3_600_000
const DISK_INTERVAL_MS = 60_000
const RESTORING = problem('busy', 'RMOS is restoring a backup.', 'Wait a moment.')

/**
 * Opens the workshop, or safe mode when its database is damaged, foreign, newer or missing. Any
 * other reason why it cannot be opened is a problem.
 */
export async function keepWorkshop(place: KeeperPlace): Promise<Result<WorkshopKeeper, Problem>> {
  const keeper = new Keeper(place)
  const failed = await keeper.open()
  if (failed === null) return success(keeper)
  await keeper.close()
  return failure(failed)
}

function replaced(asidePath: string): string {
  return `The data was replaced. What was there before is kept in ${asidePath}.`
}

class Keeper implements WorkshopKeeper {
  readonly machine: MachineService
  readonly #place: KeeperPlace
  readonly #listeners = new Set<EventListener>()
  readonly #gate = createCallGate()
  readonly #service
  readonly #ballast
  readonly #timers: NodeJS.Timeout[] = []
  #workshop: Workshop | null = null
  #safe: SafeMode | null = null
  /** Where the data is that was last replaced; empty when none was. */
  #replacedNotice = ''
  #answer: Dispatch

  constructor(place: KeeperPlace) {
    this.#place = place
    this.machine = createMachineService({
      spawnEngine: place.spawnEngine,
      clock: systemServiceClock(),
    })
    this.#ballast = watchBallast(place.dataDir, place.log)
    this.#service = createBackupService({
      site: siteOf(place, place.databasePath),
      appVersion: versionOf(place.installDir),
      desk: createBackupDesk(place.spawnBackup),
      nowMs: Date.now,
      store: () => this.#workshop?.store ?? null,
      changed: (work) => {
        this.#emit('backups.changed', { work })
      },
      log: place.log,
    })
    this.#answer = this.#dispatchOf(this.#safeHandlers())
    this.machine.onChange((snapshot) => {
      // The open workshop tells it itself.
      if (this.#workshop === null) this.#emit('machine.changed', snapshot)
    })
  }

  readonly workshop = (): Workshop | null => this.#workshop

  readonly subscribe = (listener: EventListener): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  readonly dispatch: Dispatch = async (call, input) => {
    const result = await this.#gate.pass(call, () => this.#answer(call, input))
    if (!result.ok && result.error.kind === 'storage') void this.#ballast.look()
    return result
  }

  readonly startBackups = (): void => {
    const { makeDue } = this.#service
    const later = (timer: NodeJS.Timeout) => this.#timers.push(timer.unref())
    later(setTimeout(() => void this.#makeDue(() => makeDue(true)), FIRST_BACKUP_DELAY_MS))
    later(setInterval(() => void this.#makeDue(() => makeDue(false)), BACKUP_INTERVAL_MS))
    later(setTimeout(() => void this.#ballast.look(true), FIRST_BACKUP_DELAY_MS))
    later(setInterval(() => void this.#ballast.look(true), DISK_INTERVAL_MS))
  }

  readonly close = async (): Promise<void> => {
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#service.close()
    await this.machine.close()
    await this.#workshop?.close()
    this.#workshop = null
  }

  /**
   * Null when the workshop is open or in safe mode, else why it is neither; a screen that is
   * `watched` needs an answer whatever the cause.
   */
  async open(watched = false): Promise<Problem | null> {
    // A full disk keeps SQLite from opening at all.
    if (existsSync(this.#place.dataDir)) await this.#ballast.look()
    const opened = await openWorkshop({ ...this.#place, machine: shareMachine(this.machine) })
    if (opened.ok) {
      this.#safe = null
      this.#workshop = opened.value
      opened.value.subscribe(this.#emit)
      this.#answer = this.#dispatchOf(this.#openHandlers(opened.value))
      return null
    }
    const cause = curableCause(opened.error) ?? (watched ? 'damaged' : null)
    if (cause === null) return opened.error
    const { message, remedy } = opened.error
    this.#safe = { mode: 'safe', cause, message, remedy, dataDir: this.#place.dataDir }
    this.#answer = this.#dispatchOf(this.#safeHandlers())
    return null
  }

  readonly #emit = <E extends EventName>(event: E, payload: Events[E]): void => {
    for (const listener of this.#listeners) listener(event, payload)
  }

  /** Without a workshop or its database there is nothing to copy, and a copy of damage helps nobody. */
  async #makeDue(make: () => Promise<void>): Promise<void> {
    if (this.#workshop?.store.backend === 'sqlite') await make()
  }

  #dispatchOf(handlers: KeptHandlers): Dispatch {
    return createDispatch(handlers, this.#place.logDefect, this.#place.newRequestId)
  }

  #safeHandlers(refusal?: Problem): KeptHandlers {
    return safeModeHandlers(this.#backupsHandlers(), this.machine, refusal)
  }

  #openHandlers({ handlers }: Workshop): KeptHandlers {
    const info: Handlers['app']['info'] = async (input) => {
      const told = await handlers.app.info(input)
      if (!told.ok) return told
      return success({ ...told.value, notices: [...told.value.notices, ...this.#notices()] })
    }
    return { ...handlers, app: { ...handlers.app, info }, backups: this.#backupsHandlers() }
  }

  #notices(): readonly string[] {
    return [this.#replacedNotice, this.#ballast.notice(), ...this.#service.notices()].filter(
      (notice) => notice !== '',
    )
  }

  #backupsHandlers(): Handlers['backups'] {
    const { dataDir, openFolder } = this.#place
    return backupsHandlers({
      dataDir,
      openFolder,
      service: this.#service,
      mode: () => this.#safe ?? { mode: 'open' },
      installId: async () => {
        const id = await readSideFile(nodeFiles(), dataDir)
        return id.ok ? id.value : null
      },
      notices: () => this.#notices(),
      restore: (fileName, otherInstallation) => this.#restore(fileName, otherInstallation),
      startEmpty: () => this.#startEmpty(),
    })
  }

  async #restore(
    fileName: string,
    otherInstallation: boolean,
  ): Promise<Result<{ readonly asidePath: string }, Problem>> {
    const early = this.#jobRefusal()
    if (early !== null) return failure(early)
    const prepared = await this.#service.prepare(fileName, otherInstallation)
    if (!prepared.ok) return prepared
    return this.#replace(prepared.value, restoreEvent(prepared.value))
  }

  async #startEmpty(): Promise<Result<{ readonly asidePath: string }, Problem>> {
    if (this.#safe === null) {
      return failure(problem('invalid-input', 'The workshop is open and is not set aside.'))
    }
    const { cause, message } = this.#safe
    const prepared = await this.#service.prepareEmpty()
    if (!prepared.ok) return prepared
    const payload = { aside: prepared.value.asidePath, cause, message }
    return this.#replace(prepared.value, { kind: 'start-empty', payload })
  }

  #jobRefusal(): Problem | null {
    const { job } = this.machine.snapshot()
    if (job === null || job.outcome !== null) return null
    return problem(
      'busy',
      'A job is on the machine, and its record would be lost.',
      'Let it end, or stop it, then restore.',
    )
  }

  /** Closes the workshop, changes the data and opens it again, whatever comes in between. */
  async #replace(
    prepared: Pick<PreparedRestore, 'intent' | 'asidePath'>,
    event: NewStoreEvent,
  ): Promise<Result<{ readonly asidePath: string }, Problem>> {
    const { dataDir, databasePath, installDir } = this.#place
    const files = nodeFiles()
    const answerBefore = this.#answer
    this.#answer = this.#dispatchOf(this.#safeHandlers(RESTORING))
    await this.#gate.settled()
    const refusal = this.#jobRefusal()
    if (refusal !== null) {
      this.#answer = answerBefore
      await discardRestore(prepared, { dataDir, files })
      return failure(refusal)
    }
    this.#emit('backups.changed', {
      work: { what: 'restore', phase: 'replacing', ratio: null, secondsLeft: null },
    })
    await this.#workshop?.close()
    this.#workshop = null
    const place = await openSite(siteOf({ dataDir, installDir }, databasePath))
    const done = place.ok ? await commitRestore(prepared, place.value) : place
    if (done.ok) this.#replacedNotice = replaced(prepared.asidePath)
    else await discardRestore(prepared, { dataDir, files })
    const failed = await this.#reopen(done.ok ? event : null)
    if (failed !== null) return failure(failed)
    return done.ok ? success({ asidePath: prepared.asidePath }) : done
  }

  /** Opens whatever data there is now, records what was done to it and tells the screen. */
  async #reopen(event: NewStoreEvent | null): Promise<Problem | null> {
    const failed = await this.open(true)
    if (event !== null) {
      const kept = this.workshop()?.store.storeEvents.append(event)
      if (kept?.ok === false) this.#place.log(kept.error.message)
    }
    this.#emit('backups.changed', { work: null })
    this.#emit('workshop.reopened', { mode: this.#safe === null ? 'open' : 'safe' })
    return failed
  }
}
