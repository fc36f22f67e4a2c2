import { beforeAll, describe, expect, it, vi } from 'vitest'

vi.stubGlobal('window', { location: { hash: '' } })

type Navigation = typeof import('./navigation.store.ts')
let navigation: Navigation

beforeAll(async () => {
  navigation = await import('./navigation.store.ts')
})

describe('headFor', () => {
  it('goes to the page after the wait', () => {
    navigation.useNavigation.getState().goTo('plans')
    const arrive = navigation.headFor('rosette')
    arrive()
    expect(navigation.useNavigation.getState().page).toBe('rosette')
    expect(window.location.hash).toBe('/rosette')
  })

  it('leaves a person alone who went elsewhere during the wait', () => {
    navigation.useNavigation.getState().goTo('plans')
    const arrive = navigation.headFor('rosette')
    navigation.useNavigation.getState().goTo('feasibility')
    arrive()
    expect(navigation.useNavigation.getState().page).toBe('feasibility')
  })
})
