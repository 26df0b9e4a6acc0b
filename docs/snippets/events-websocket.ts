import { lambda } from '@sampan/aws'
import { HttpError, on, websocket } from '@sampan/core'

const chat = on(websocket(), ({ action, connectionId, query, data }, { log }) => {
  if (action === 'connect' && query['token'] === undefined) throw new HttpError(401, 'sign in first')
  if (action === 'message') log.info('said', { connectionId, data })
})

export const handler = lambda(chat)
