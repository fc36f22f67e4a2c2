import { useEffect } from 'react'
import type { Box } from '#core/gcode/path/point-store.ts'
import type { JobProgress } from '#core/grbl/machine-snapshot.ts'
import { readyValue } from '../../../session/loadable.ts'
import { useLibrary } from '../../../session/library.store.ts'
import { isConnected, useMachine } from '../../../session/machine.store.ts'
import { WatchGate } from '../../../session/WatchGate.tsx'
import { useUnits } from '../../../session/settings.store.ts'
import { ProgramPicture } from '../../../program-3d/ProgramPicture.tsx'
import { ConnectPanel } from '../connect/ConnectPanel.tsx'
import { useMachinePage } from '../machine.store.ts'
import { machineStrings } from '../machine.strings.ts'
import { travelInWork } from '../offsets/offsets.view-model.ts'
import { OverridePanel } from '../overrides/OverridePanel.tsx'
import { usePage } from '../page.store.ts'
import { jobStrings as words } from './job.strings.ts'
import { pathProgress } from './job.view-model.ts'
import { JobPanel } from './JobPanel.tsx'
import { useProgramBox } from './program-box.store.ts'
import { ProgramChooser } from './ProgramChooser.tsx'
import { RecoveryPanel } from './RecoveryPanel.tsx'
import { ResumePanel } from './ResumePanel.tsx'
import { useResume } from './resume.store.ts'
import { StartGatePanel } from './StartGatePanel.tsx'
import { StartPanel } from './StartPanel.tsx'
import { useSteadyBox } from './use-steady-box.ts'

/** The job to show: the running one, or the last one until it is put away. */
function useShownJob(): JobProgress | null {
  const job = useMachine((state) => state.snapshot?.job ?? null)
  const dismissed = useMachinePage((state) => state.dismissedSendId)
  if (job === null) return null
  return job.outcome === null || job.sendId !== dismissed ? job : null
}

function showBox(box: Box | null): void {
  useProgramBox.setState({ box })
}

function Picture({ job }: { job: JobProgress | null }) {
  const chosenRun = useMachinePage((state) => state.runId)
  const chosenProgram = useMachinePage((state) => state.programId)
  const toolId = useMachinePage((state) => readyValue(state.run)?.artifact.tool_id)
  const at = useMachine((state) => state.snapshot?.workPosition ?? null)
  const travel = useSteadyBox(
    useMachine((state) => state.snapshot),
    travelInWork,
  )
  const flat = usePage((state) => state.flat)
  const fromLine = useResume((state) =>
    state.preview.state === 'ready' ? state.preview.value.fromSourceLine : 0,
  )
  const { tools } = useLibrary()
  const diameterMm = tools.find((tool) => tool.id === toolId)?.diameterMm ?? 0
  return (
    <ProgramPicture
      runId={job?.runId ?? chosenRun}
      programId={job === null ? chosenProgram : job.programId}
      progress={pathProgress(job, fromLine)}
      tool={at}
      toolDiameterMm={diameterMm}
      travel={travel}
      unit={useUnits()}
      flat={flat}
      nothing={words.noProgram}
      onBox={showBox}
    />
  )
}

/** What is set up next: a program from its start, or one that was cut off. */
function Preparing({ connected }: { connected: boolean }) {
  const resuming = useResume((state) => state.wish !== null)
  if (resuming) return <ResumePanel />
  return (
    <>
      <RecoveryPanel />
      <ProgramChooser />
      {connected && <StartGatePanel />}
    </>
  )
}

function Side({ job }: { job: JobProgress | null }) {
  const connected = useMachine((state) => isConnected(state.snapshot))
  const resuming = useResume((state) => state.wish !== null)
  return (
    <aside className="bench-side" aria-label={machineStrings.title}>
      <WatchGate>
        <div className="bench-scroll setup-scroll">
          {!connected && <ConnectPanel />}
          {job === null ? <Preparing connected={connected} /> : <JobPanel job={job} />}
        </div>
        {job === null && !resuming && connected && <StartPanel />}
      </WatchGate>
    </aside>
  )
}

/** The program in space, what keeps it from starting, and the job while it runs. */
export function JobTab() {
  const job = useShownJob()
  // A connection or a job ends what was being prepared on another basis.
  const running = job !== null && job.outcome === null
  useEffect(() => {
    if (running) useResume.getState().close()
  }, [running])
  return (
    <div className="room-job">
      <div className="bench-main">
        <Picture job={job} />
        {running && (
          <WatchGate>
            <OverridePanel />
          </WatchGate>
        )}
      </div>
      <Side job={job} />
    </div>
  )
}
