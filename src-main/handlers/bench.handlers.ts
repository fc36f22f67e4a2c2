import type { Handlers } from '#core/contract/index.ts'
import { success } from '#core/outcome/result.ts'
import type { ControlDesk, SeatName } from '../serve/control-desk.ts'
import type { NetworkDesk } from '../serve/network-desk.ts'

/** Answers the calls about who watches and who controls, as one seat may make them. */
export function benchHandlers(
  seat: SeatName,
  desk: ControlDesk,
  network: NetworkDesk,
): Handlers['bench'] {
  const status = () => success(desk.status(seat))
  return {
    status,
    requestControl: () => {
      const asked = desk.requestControl(seat)
      return asked.ok ? status() : asked
    },
    answerRequest: (answer) => {
      const answered = desk.answerRequest(seat.seatId, answer)
      return answered.ok ? status() : answered
    },
    handOver: ({ seatId }) => {
      const handed = desk.handOver(seat.seatId, seatId)
      return handed.ok ? status() : handed
    },
    network: () => success(network.status()),
    openNetwork: () => network.open(),
    closeNetwork: async () => success(await network.close()),
    newCode: () => network.newCode(),
    revokeDevice: ({ deviceId }) => network.revoke(deviceId),
    revokeAllDevices: () => network.revokeAll(),
  }
}
