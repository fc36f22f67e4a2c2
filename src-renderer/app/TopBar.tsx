import { ChevronDown, Monitor, Moon, Search, Sun } from 'lucide-react'
import { useNavigation } from '../session/navigation.store.ts'
import { usePlan } from '../session/plan.store.ts'
import { useSettings } from '../session/settings.store.ts'
import { Segmented } from '../ui/Choice.tsx'
import { appStrings } from './app.strings.ts'
import { MachineReadout } from './MachineReadout.tsx'
import { StopButton } from './StopButton.tsx'

const THEMES = [
  {
    value: 'system',
    label: appStrings.themes.system,
    icon: <Monitor size={16} aria-hidden="true" />,
  },
  { value: 'light', label: appStrings.themes.light, icon: <Sun size={16} aria-hidden="true" /> },
  { value: 'dark', label: appStrings.themes.dark, icon: <Moon size={16} aria-hidden="true" /> },
] as const
const UNITS = [
  { value: 'mm', label: appStrings.mm },
  { value: 'inch', label: appStrings.inch },
] as const

/** The bar at the top: project, commands, units, theme, machine, STOP. */
export function TopBar({ onPalette }: { onPalette: () => void }) {
  const planName = usePlan((state) => state.history?.present.name ?? null)
  const goTo = useNavigation((state) => state.goTo)
  const settings = useSettings((state) => state.settings)
  const change = useSettings((state) => state.change)
  return (
    <header className="top-bar">
      <button
        type="button"
        className="project"
        title={appStrings.changeProject}
        onClick={() => {
          goTo('plans')
        }}
      >
        <span className="caption">{appStrings.project}</span>
        <span className="project-name">
          <span>{planName ?? appStrings.noPlan}</span>
          <ChevronDown size={16} aria-hidden="true" />
        </span>
      </button>
      <button type="button" className="search" onClick={onPalette} aria-keyshortcuts="Control+K">
        <Search size={16} aria-hidden="true" />
        <span>{appStrings.search}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Segmented
        label={appStrings.units}
        value={settings.units}
        options={UNITS}
        onChange={(units) => {
          change({ units })
        }}
      />
      <Segmented
        label={appStrings.theme}
        value={settings.theme}
        options={THEMES}
        iconsOnly
        onChange={(theme) => {
          change({ theme })
        }}
      />
      <MachineReadout />
      <StopButton />
    </header>
  )
}
