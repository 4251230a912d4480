/** Every call of the doctor by its IAM action, and what it is about. No call changes anything. */
export const READS = {
  'cloudformation:DescribeStacks': 'stack',
  'states:ListExecutions': 'machine',
  'sns:ListSubscriptionsByTopic': 'topic',
  'ses:GetEmailIdentity': 'identity',
  'ses:GetConfigurationSetEventDestinations': 'configurationSet',
  'ses:GetAccount': 'account',
  'sms-voice:DescribeAccountAttributes': 'account',
  'sms-voice:DescribeSpendLimits': 'account',
  'sms-voice:DescribePhoneNumbers': 'senders',
  'sms-voice:DescribeSenderIds': 'senders',
  'mobiletargeting:GetSmsChannel': 'application',
  'social-messaging:GetLinkedWhatsAppBusinessAccountPhoneNumber': 'whatsapp',
  'social-messaging:ListWhatsAppMessageTemplates': 'whatsapp',
  'servicequotas:ListServiceQuotas': 'account',
  'lambda:GetAccountSettings': 'account',
  'quicksight:DescribeAccountSubscription': 'account',
} as const

type About = (typeof READS)[keyof typeof READS]

const resourceOf = (about: About, stack: string, domain: string): string => {
  switch (about) {
    case 'stack':
      return `arn:aws:cloudformation:*:*:stack/${stack}/*`
    case 'machine':
      return `arn:aws:states:*:*:stateMachine:*`
    case 'topic':
      return `arn:aws:sns:*:*:${stack}-*`
    case 'identity':
      return `arn:aws:ses:*:*:identity/${domain}`
    case 'configurationSet':
      return 'arn:aws:ses:*:*:configuration-set/*'
    case 'senders':
      return 'arn:aws:sms-voice:*:*:*'
    case 'whatsapp':
      return 'arn:aws:social-messaging:*:*:*'
    case 'application':
      return 'arn:aws:mobiletargeting:*:*:apps/*'
    case 'account':
      // These calls are about the account as a whole: IAM knows no resource for them.
      return '*'
  }
}

/** The policy of whoever runs the doctor: these reads, and nothing that shows a debtor. */
export function doctorPolicy(stack: string, domain: string): object {
  const groups = new Map<string, string[]>()
  for (const [action, about] of Object.entries(READS)) {
    const resource = resourceOf(about, stack, domain)
    groups.set(resource, [...(groups.get(resource) ?? []), action])
  }
  return {
    Version: '2012-10-17',
    Statement: [...groups].map(([Resource, Action]) => ({ Effect: 'Allow', Action, Resource })),
  }
}
