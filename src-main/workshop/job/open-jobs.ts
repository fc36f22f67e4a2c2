import type { CamDesk } from '../../cam/cam-desk.ts'
import type { MachineService } from '../../machine/machine-service.ts'
import type { RunStore } from '../../runs/run-store.ts'
import type { EventHub } from '../event-hub.ts'
import type { LibraryShelf } from '../library-shelf.ts'
import type { PostShelf } from '../post-shelf.ts'
import { createSendDesk, type SendDesk } from '../send-desk.ts'
import type { Surroundings } from '../surroundings.ts'
import { createJobDesk, type JobDesk } from './job-desk.ts'
import { createProgramStudies, type ProgramStudies } from './program-study.ts'
import { createJournalShelf } from './journal-shelf.ts'

/** What jobs need of the workshop. */
export interface JobsPlace {
  readonly machine: MachineService
  readonly runStore: RunStore
  readonly cam: Pick<CamDesk, 'run'>
  readonly surroundings: Surroundings
  readonly library: LibraryShelf
  readonly posts: PostShelf
  readonly dataDir: string
  readonly hub: EventHub
  readonly runsChanged: (runId: string) => void
  readonly log: (message: string) => void
}

/** The desks of sends and of jobs, and what is known of programs, over the journals in the data folder. */
export function openJobs(place: JobsPlace): {
  readonly sends: SendDesk
  readonly jobs: JobDesk
  readonly studies: ProgramStudies
} {
  const { machine, runStore, cam, surroundings, library, posts, hub, log } = place
  const journals = createJournalShelf(place.dataDir)
  const sends = createSendDesk({
    ...{ machine, runStore, surroundings, journals, posts },
    changed: place.runsChanged,
    report: ({ message }) => {
      log(message)
    },
  })
  const studies = createProgramStudies({ runStore, cam, newId: surroundings.newId })
  const jobs = createJobDesk({
    ...{ machine, runStore, studies, sends, journals, surroundings },
    toolName: (toolId) => library.tools.find(({ id }) => id === toolId)?.name ?? toolId,
    machines: () => library.machines,
    recoveriesChanged: () => {
      hub.emit('recovery.changed', {})
    },
  })
  return { sends, jobs, studies }
}
