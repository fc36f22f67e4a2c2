import { runningJob, useMachine } from '../../session/machine.store.ts'
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

/** What stands at the right: the job while there is one, else the set-up of the next. */
function Side() {
  const snapshot = useMachine((state) => state.snapshot)
  const dismissed = useMachinePage((state) => state.dismissedSendId)
  const running = runningJob(snapshot)
  const job = snapshot?.job ?? null
  const shown = running ?? (job !== null && job.sendId !== dismissed ? job : null)
  return (
    <aside className="bench-side" aria-label={machineStrings.title}>
      <div className="bench-scroll setup-scroll">
        <TroublePanel />
        {shown !== null && <JobPanel job={shown} />}
        {running === null && <ConnectPanel />}
        {shown === null && <ProgramChooser />}
      </div>
      {shown === null && <StartPanel />}
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
