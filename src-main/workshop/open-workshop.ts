import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Events } from '#core/contract/events.ts'
import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { settleRestore } from '../backup/finish-restore.ts'
import { nodeFiles } from '../files/node-files.ts'
import { type CamDesk, createCamDesk } from '../cam/cam-desk.ts'
import { camModulePath } from '../cam/cam-module.ts'
import { MEMORY_FLAGS } from '../cam/memory-limit.ts'
import { analyticsHandlers } from '../handlers/analytics.handlers.ts'
import { appHandlers, type AppFacts } from '../handlers/app.handlers.ts'
import { camHandlers } from '../handlers/cam.handlers.ts'
import { drawingsHandlers } from '../handlers/drawings.handlers.ts'
import { jobHandlers } from '../handlers/job.handlers.ts'
import { libraryHandlers } from '../handlers/library.handlers.ts'
import { machineHandlers } from '../handlers/machine.handlers.ts'
import { machineJobHandlers } from '../handlers/machine-job.handlers.ts'
import { machineRoomHandlers } from '../handlers/machine-room.handlers.ts'
import { openMigration } from '../handlers/open-migration.ts'
import { plansHandlers } from '../handlers/plans.handlers.ts'
import { postsHandlers } from '../handlers/posts.handlers.ts'
import { runsHandlers } from '../handlers/runs.handlers.ts'
import { storesHandlers } from '../handlers/stores.handlers.ts'
import type { EngineSpawner } from '../machine/engine-link.ts'
import { forkEngine } from '../machine/fork-engine.ts'
import {
  createMachineService,
  type MachineService,
  systemServiceClock,
} from '../machine/machine-service.ts'
import { createRunStore, type RunStore } from '../runs/run-store.ts'
import type { Store } from '../store/store.ts'
import { readShippedDrawings } from '../drawings/shipped-drawings.ts'
import { openOriginalFiles } from '../drawings/original-files.ts'
import { createApprovalDesk } from './approval-desk.ts'
import { createDrawingShelf, type DrawingShelf } from './drawing-shelf.ts'
import { changeTellers, createEventHub, type EventHub, type EventListener } from './event-hub.ts'
import { type LibraryDesk, openLibraryDesk } from './library-desk.ts'
import type { LibraryShelf } from './library-shelf.ts'
import type { RunWorkplace } from './make-run.ts'
import { openRecords, storeNotices } from './open-records.ts'
import { createPatternShelf, type PatternShelf } from './pattern-shelf.ts'
import { createPlanShelf, type PlanShelf } from './plan-shelf.ts'
import { designHandlers } from './design-handlers.ts'
import { type EditablePostShelf, openPosts } from './post-shelf.ts'
import { openMachineRoom, type MachineRoom } from '../machine-room/open-machine-room.ts'
import type { JobDesk } from './job/job-desk.ts'
import { openJobs } from './job/open-jobs.ts'
import type { SendDesk } from './send-desk.ts'
import type { ShippedPlan } from './shipped-plans.ts'
import { readShippedRecords } from './shipped-records.ts'
import { restoreNotices, sweepNotices } from './start-notices.ts'
import { createStripShelf, type StripShelf } from './strip-shelf.ts'
import { realSurroundings, type Surroundings } from './surroundings.ts'

/** What a workshop is opened with. */
export interface WorkshopPlace {
  readonly dataDir: string
  /** Absolute path of the database; `rmos.db` in the data folder unless told otherwise. */
  readonly databasePath?: string
  /** True when the person switched the database off: the records are kept in files. */
  readonly isSqliteDisabled?: boolean
  /** The folder that holds package.json and data/. */
  readonly installDir: string
  readonly shell: AppFacts['shell']
  readonly spawnEngine: EngineSpawner
  /** Starts the process that imports and compares; without it that is done in this one. */
  readonly spawnMigration?: EngineSpawner
  /** Starts the CAM process; a child process of Node unless told otherwise. */
  readonly spawnCam?: EngineSpawner
  /** A machine that outlives the workshop; one of its own otherwise. */
  readonly machine?: MachineService
  /** Told what went wrong where nobody waits for an answer. */
  readonly log: (message: string) => void
  readonly surroundings?: Surroundings
}

/** An open workshop: everything the screen or a command may ask for. */
export interface Workshop {
  /** Backups belong to who keeps the workshop: they also work while none is open; so does `bench`. */
  readonly handlers: Omit<Handlers, 'backups' | 'bench'>
  readonly subscribe: (listener: EventListener) => () => void
  readonly machineSnapshot: () => MachineSnapshot
  readonly machine: MachineService
  readonly sends: SendDesk
  readonly jobs: JobDesk
  readonly plans: PlanShelf
  readonly shipped: readonly ShippedPlan[]
  readonly library: LibraryShelf
  readonly posts: EditablePostShelf
  readonly store: Store
  readonly runStore: RunStore
  readonly workplace: RunWorkplace
  /** Heavy geometry in a process of its own. */
  readonly cam: CamDesk
  /** What the start-up sweep found; nothing of it is lost. */
  readonly notices: readonly string[]
  /** Stops a running job, ends the engine and closes the database. */
  readonly close: () => Promise<void>
}

/** The program's version, from its package.json. */
export function versionOf(installDir: string): string {
  const text = readFileSync(join(installDir, 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/**
 * Opens the workshop: library, posts, database, run store and machine service. Everything that cannot
 * be opened safely is a problem with what to do; nothing is written over.
 */
export async function openWorkshop(place: WorkshopPlace): Promise<Result<Workshop, Problem>> {
  const { dataDir, installDir, log } = place
  const surroundings = place.surroundings ?? realSurroundings()
  const shippedRead = readShippedRecords(installDir)
  if (!shippedRead.ok) return shippedRead
  const shipped = shippedRead.value
  const restored = await settleRestore(nodeFiles(), dataDir)
  if (!restored.ok) return restored
  const store = await openRecords(place, surroundings)
  if (!store.ok) return store
  const desk = openLibraryDesk(shipped.library, store.value.settings)
  if (!desk.ok) {
    store.value.close()
    return desk
  }
  const runStore = createRunStore({
    dataDir,
    files: nodeFiles(),
    store: store.value,
    clock: surroundings.clock,
  })
  const swept = await sweepNotices(runStore)
  if (!swept.ok) {
    store.value.close()
    return failure(swept.error)
  }
  const posts = openPosts(installDir, dataDir)
  return success(
    assemble(place, {
      surroundings,
      desk: desk.value,
      library: desk.value.shelf,
      shipped: shipped.plans,
      strips: createStripShelf(store.value, shipped.strips, surroundings),
      patterns: createPatternShelf(store.value, shipped.patterns, surroundings),
      store: store.value,
      runStore,
      posts,
      notices: [
        ...(desk.value.notice === null ? [] : [desk.value.notice]),
        ...storeNotices(store.value),
        ...restoreNotices(restored.value, store.value),
        ...swept.value,
        ...posts.refused,
      ],
      log,
    }),
  )
}

interface Opened {
  readonly surroundings: Surroundings
  readonly desk: LibraryDesk
  readonly library: LibraryShelf
  readonly shipped: readonly ShippedPlan[]
  readonly strips: StripShelf
  readonly patterns: PatternShelf
  readonly store: Store
  readonly runStore: RunStore
  readonly posts: EditablePostShelf
  readonly notices: readonly string[]
  readonly log: (message: string) => void
}

/** The machine service, its snapshots told as events. */
function machineOf(place: WorkshopPlace, hub: EventHub): MachineService {
  const { spawnEngine } = place
  const machine =
    place.machine ?? createMachineService({ spawnEngine, clock: systemServiceClock() })
  machine.onChange((snapshot) => {
    hub.emit('machine.changed', snapshot)
  })
  return machine
}

function appFacts(place: WorkshopPlace, version: string, notices: readonly string[]): AppFacts {
  const { shell, dataDir } = place
  return { version, shell, dataDir, runtime: `Node ${process.versions.node}`, notices }
}

function migrationOf(place: WorkshopPlace, opened: Opened, hub: EventHub) {
  const { store, log, surroundings } = opened
  const recordsChanged = changeTellers(hub).merged
  const tell = (progress: Events['migration.progress']) => {
    hub.emit('migration.progress', progress)
  }
  return openMigration({ ...place, ...surroundings, store, log, recordsChanged, tell })
}

/** The calls about the machine and the screens that share it. */
function roomHandlers(machine: MachineService, jobs: JobDesk, room: MachineRoom, { desk }: Opened) {
  return {
    machine: { ...machineHandlers(machine, room.ports), ...machineJobHandlers(jobs) },
    ...machineRoomHandlers(machine, room, desk.shelf),
  }
}

function roomOf(
  { dataDir }: WorkshopPlace,
  { store, surroundings, log }: Opened,
  machine: MachineService,
  hub: EventHub,
): MachineRoom {
  const report = ({ message }: Problem) => {
    log(message)
  }
  return openMachineRoom({ machine, store, surroundings, dataDir, emit: hub.emit, report })
}

/** The CAM process, which is started by its first job; how jobs stand is told as events. */
function camOf({ spawnCam }: WorkshopPlace, hub: EventHub): CamDesk {
  return createCamDesk({
    spawn: spawnCam ?? forkEngine(camModulePath(), MEMORY_FLAGS),
    nowMs: () => performance.now(),
    tell: (progress) => {
      hub.emit('cam.progress', progress)
    },
  })
}

function drawingsOf(
  { dataDir, installDir }: WorkshopPlace,
  { store, surroundings }: Opened,
  cam: CamDesk,
): DrawingShelf {
  const originals = openOriginalFiles(nodeFiles(), dataDir)
  const shipped = readShippedDrawings(installDir)
  return createDrawingShelf({ settings: store.settings, originals, shipped, cam, surroundings })
}

function assemble(place: WorkshopPlace, opened: Opened): Workshop {
  const { surroundings, shipped, store, runStore, posts, notices, library } = opened
  const hub = createEventHub()
  const tell = changeTellers(hub)
  const { runsChanged, plansChanged } = tell
  const machine = machineOf(place, hub)
  const room = roomOf(place, opened, machine, hub)
  const { dataDir } = place
  const cam = camOf(place, hub)
  const { sends, jobs, studies } = openJobs({ ...opened, cam, machine, dataDir, hub, runsChanged })
  const { clock } = surroundings
  const appVersion = versionOf(place.installDir)
  const shelf = createPlanShelf(store, shipped, surroundings)
  const approvals = createApprovalDesk(store, surroundings)
  const workplace: RunWorkplace = { library, runStore, surroundings, appVersion, cam }
  const migration = migrationOf(place, opened, hub)
  const plans = plansHandlers({ shelf, approvals, changed: plansChanged })
  return {
    handlers: {
      app: appHandlers(store, appFacts(place, appVersion, notices)),
      stores: storesHandlers({ store, dataDir, clock, merged: tell.merged }),
      plans,
      ...designHandlers(opened, shelf, plans, tell),
      job: jobHandlers({ ...workplace, shelf, approvals, posts, newJobId: surroundings.newId }),
      posts: postsHandlers({ posts, plans: shelf, library }),
      library: libraryHandlers({ desk: opened.desk, changed: tell.libraryChanged }),
      runs: runsHandlers({
        ...{ shelf, approvals, posts, workplace, cam, studies, machine },
        changed: runsChanged,
      }),
      ...roomHandlers(machine, jobs, room, opened),
      migration: migration.handlers,
      cam: camHandlers(cam),
      drawings: drawingsHandlers(drawingsOf(place, opened, cam)),
      analytics: analyticsHandlers({ store, shipped }),
    },
    subscribe: hub.subscribe,
    machineSnapshot: machine.snapshot,
    machine,
    sends,
    jobs,
    plans: shelf,
    shipped,
    library,
    posts,
    store,
    runStore,
    workplace,
    cam,
    notices,
    close: async () => {
      cam.close()
      room.close()
      await machine.close()
      await sends.settled()
      await migration.close()
      store.close()
    },
  }
}
