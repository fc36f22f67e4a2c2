import type { JobProgress } from '#core/grbl/machine-snapshot.ts'
import { isConnected, useMachine } from '../../session/machine.store.ts'
import { ConnectPanel } from './ConnectPanel.tsx'
import { DigitalReadout } from './DigitalReadout.tsx'
import { JobPanel } from './JobPanel.tsx'
import './machine.css'
import { MachineCanvas } from './MachineCanvas.tsx'
import { MachineControls } from './MachineControls.tsx'
import { machineStrings } from './machine.strings.ts'
import { useMachinePage } from './machine.store.ts'
import { ProgramChooser } from './ProgramChooser.tsx'
import { StartPanel } from './StartPanel.tsx'
import { TroublePanel } from './TroublePanel.tsx'

/** The job to show: the running one, or the last one until it is put away. */
function useShownJob(): JobProgress | null {
  const job = useMachine((state) => state.snapshot?.job ?? null)
  const dismissed = useMachinePage((state) => state.dismissedSendId)
  if (job === null) return null
  return job.outcome === null || job.sendId !== dismissed ? job : null
}

/** What stands at the right: the job while there is one, else the set-up of the next. */
function Side() {
  const connected = useMachine((state) => isConnected(state.snapshot))
  const job = useShownJob()
  return (
    <aside className="bench-side" aria-label={machineStrings.title}>
      <div className="bench-scroll setup-scroll">
        <TroublePanel />
        {job !== null && <JobPanel job={job} />}
        {(job === null || job.outcome !== null) && <ConnectPanel />}
        {job === null && <ProgramChooser />}
      </div>
      {job === null && connected && <StartPanel />}
    </aside>
  )
}

/** The machine: state, position, the program and its controls. */
export function MachinePanel() {
  return (
    <div className="bench machine-page">
      <section className="machine-now" aria-label={machineStrings.position}>
        <DigitalReadout />
        <MachineControls />
      </section>
      <div className="bench-main">
        <MachineCanvas />
      </div>
      <Side />
    </div>
  )
}
