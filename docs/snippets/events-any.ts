import { lambda } from '@sampan/aws'
import { any, on } from '@sampan/core'

interface PreSignUp {
  triggerSource: string
  response: { autoConfirmUser: boolean }
}

// Cognito wants its own event back.
const confirm = on(any(), ({ data }) => {
  const event = data as PreSignUp
  event.response.autoConfirmUser = true
  return event
})

export const handler = lambda(confirm)
