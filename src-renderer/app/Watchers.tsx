import { Eye } from 'lucide-react'
import { useBench } from '../session/bench.store.ts'
import { useNavigation } from '../session/navigation.store.ts'
import { benchStrings as words } from './bench.strings.ts'

/** In the foot of the shop PC's window: the devices that have a page open. */
export function Watchers() {
  const status = useBench((state) => state.status)
  const goTo = useNavigation((state) => state.goTo)
  if (status?.you.isShopPc !== true) return null
  const others = status.seats.filter(
    ({ seatId, isConnected }) =>
      isConnected && seatId !== status.you.seatId && seatId !== status.controllerSeatId,
  )
  if (others.length === 0) return null
  const names = others.map(({ name }) => name)
  return (
    <button
      type="button"
      title={names.join(', ')}
      onClick={() => {
        goTo('about')
      }}
    >
      <Eye size={14} aria-hidden="true" />
      <span>{words.watchers(names)}</span>
    </button>
  )
}
