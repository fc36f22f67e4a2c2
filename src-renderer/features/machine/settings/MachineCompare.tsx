import type { MachineComparison } from '#core/grbl/settings/compare-machine.ts'
import { useLibrary } from '../../../session/library.store.ts'
import { isConnected, useMachine } from '../../../session/machine.store.ts'
import { SelectField } from '../../../ui/Choice.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useController } from './settings.store.ts'
import { controllerStrings as words } from './settings.strings.ts'

function Found({ comparison }: { comparison: MachineComparison }) {
  if (comparison.differences.length === 0) return <p>{words.machineSame}</p>
  return (
    <ul className="machine-differences">
      {comparison.differences.map((difference) => (
        <li key={difference.field}>{difference.sentence}</li>
      ))}
    </ul>
  )
}

/** The controller against a machine of the library: travel, rates and accelerations. */
export function MachineCompare() {
  const { machines } = useLibrary()
  const comparison = useController((state) => state.machineComparison)
  const compare = useController((state) => state.compareMachine)
  const connected = useMachine((state) => isConnected(state.snapshot))
  if (!connected || machines.length === 0) return null
  const found = comparison.state === 'ready' ? comparison.value : null
  return (
    <Panel title={words.machine} className="room-panel">
      <SelectField
        label={words.machineChoose}
        value={found?.machineId ?? ''}
        options={[
          ...(found === null ? [{ value: '', label: words.machineNone }] : []),
          ...machines.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(machineId) => {
          if (machineId !== '') void compare(machineId)
        }}
      />
      {comparison.state === 'failed' && <p role="alert">{comparison.problem.message}</p>}
      {found !== null && <Found comparison={found} />}
    </Panel>
  )
}
