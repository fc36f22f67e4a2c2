import type { Page } from '@playwright/test'
import type { StartGate } from '../../../src-core/grbl/job/start-gate.ts'
import type { MachineSnapshot } from '../../../src-core/grbl/machine-snapshot.ts'
import type { SendRecord } from '../../../src-core/contract/runs.contract.ts'
import type { RunArtifact } from '../../../src-core/runs/artifact.schema.ts'
import { call } from './desktop.ts'

const EXAMPLE = 'example:classical-mosaic-46'

interface Judged {
  readonly planSha256: string
  readonly feasibilitySha256: string
}
interface Shown {
  readonly artifact: RunArtifact
  readonly sends: readonly SendRecord[]
}

/** Brings the shipped example to the virtual controller and starts its first program, in real time. */
export async function startJob(page: Page): Promise<{ readonly runId: string }> {
  const { planSha256, feasibilitySha256 } = await call<Judged>(page, 'job.evaluate', {
    planId: EXAMPLE,
  })
  const acknowledgement = 'read and understood'
  await call(page, 'job.approve', {
    planId: EXAMPLE,
    planSha256,
    feasibilitySha256,
    acknowledgement,
  })
  const { runId } = await call<{ runId: string }>(page, 'runs.create', {
    planId: EXAMPLE,
    postIds: ['grbl'],
  })
  const { artifact } = await call<Shown>(page, 'runs.show', { runId })
  await call(page, 'machine.connect', { portUri: 'virtual:' })
  const programId = artifact.outputs.programs[0]?.program_id
  // the virtual controller has just been switched on: its zero is where it stands, and that wants a yes
  const { warnings } = await call<Pick<StartGate, 'warnings'>>(page, 'machine.startGate', {
    runId,
    programId,
  })
  await call(page, 'machine.start', {
    runId,
    programId,
    acknowledged: warnings,
    checklist: { toolFitted: true, stockClamped: true, zeroSet: true },
  })
  return { runId }
}

/** Where the engine stands now. */
export async function engineState(page: Page): Promise<MachineSnapshot['engineState']> {
  return (await call<MachineSnapshot>(page, 'machine.snapshot')).engineState
}

/** How the sends of a run ended, by the job log. */
export async function sendOutcomes(page: Page, runId: string): Promise<readonly string[]> {
  const { sends } = await call<Shown>(page, 'runs.show', { runId })
  return sends.map(({ outcome }) => outcome)
}
