import { isConnected, useMachine } from '../../session/machine.store.ts'
import { WatchGate } from '../../session/WatchGate.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { ConnectTab } from './connect/ConnectTab.tsx'
import { ConsoleTab } from './console/ConsoleTab.tsx'
import { MacrosTab } from './macros/MacrosTab.tsx'
import { JobTab } from './job/JobTab.tsx'
import { JogTab } from './jog/JogTab.tsx'
import { useArmed } from './jog/jog.store.ts'
import './machine.css'
import { machineStrings } from './machine.strings.ts'
import { MaintenanceTab } from './maintenance/MaintenanceTab.tsx'
import { LinkTab } from './link/LinkTab.tsx'
import { MachineNow } from './now/MachineNow.tsx'
import { MACHINE_TABS, type MachineTab, TAB_PARTS, type TabPart, usePage } from './page.store.ts'
import { ProbeTab } from './probing/ProbeTab.tsx'
import { BackupsTab } from './settings/BackupsTab.tsx'
import { useRememberedDesk } from './remembered-desk.ts'
import { SettingsTab } from './settings/SettingsTab.tsx'

const words = machineStrings

const PART_PANELS: Readonly<Record<TabPart, () => React.ReactNode>> = {
  jog: () => <JogTab />,
  probe: () => <ProbeTab />,
  connection: () => <ConnectTab />,
  lines: () => <ConsoleTab />,
  macros: () => <MacrosTab />,
  settings: () => <SettingsTab />,
  backups: () => <BackupsTab />,
  maintenance: () => <MaintenanceTab />,
  link: () => <LinkTab />,
}

function Tabs({ tab, part }: { tab: MachineTab; part: TabPart | null }) {
  const show = usePage((state) => state.show)
  const parts: readonly TabPart[] = TAB_PARTS[tab]
  return (
    <nav className="machine-tabs" aria-label={words.layouts}>
      <Segmented
        label={words.layouts}
        value={tab}
        options={MACHINE_TABS.map((value) => ({ value, label: words.tabs[value] }))}
        onChange={(next) => {
          show(next)
        }}
      />
      {part !== null && (
        <Segmented
          label={words.tabs[tab]}
          value={part}
          options={parts.map((value) => ({ value, label: words.parts[value] }))}
          onChange={(next) => {
            show(tab, next)
          }}
        />
      )}
      {tab === 'job' && <PictureChoice />}
    </nav>
  )
}

function PictureChoice() {
  const flat = usePage((state) => state.flat)
  const setFlat = usePage((state) => state.setFlat)
  return (
    <Segmented
      label={words.picture.label}
      value={flat ? 'flat' : 'space'}
      options={[
        { value: 'space', label: words.picture.space },
        { value: 'flat', label: words.picture.flat },
      ]}
      onChange={(next) => {
        setFlat(next === 'flat')
      }}
    />
  )
}

/** What can be done without a machine; everything else first wants one. */
const ALWAYS: readonly TabPart[] = ['connection', 'macros', 'backups', 'maintenance']

/** The machine room: the machine as it stands always at the left, one of four layouts beside it. */
export function MachinePanel() {
  const tab = usePage((state) => state.tab)
  const part = usePage((state) => state.parts[state.tab])
  const connected = useMachine((state) => isConnected(state.snapshot))
  const armed = useArmed()
  useRememberedDesk()
  const shown = part !== null && !connected && !ALWAYS.includes(part) ? 'connection' : part
  return (
    <div className={armed ? 'bench machine-page machine-armed' : 'bench machine-page'}>
      <MachineNow />
      <div className="machine-room">
        <Tabs tab={tab} part={part} />
        {shown === null ? <JobTab /> : <WatchGate>{PART_PANELS[shown]()}</WatchGate>}
      </div>
    </div>
  )
}
