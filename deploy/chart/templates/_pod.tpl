{{/* What the pods of services and migrations have in common: they may do nothing that they need not */}}

{{- define "ballast.pod-security" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "ballast.container-security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
privileged: false
capabilities:
  drop: [ALL]
{{- end }}

{{- define "ballast.pod-basics" -}}
serviceAccountName: {{ include "ballast.fullname" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- with .root.Values.scheduling.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .root.Values.scheduling.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .root.Values.scheduling.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
securityContext:
  {{- include "ballast.pod-security" . | nindent 2 }}
{{- end }}

{{/* How tokens are verified, and where the configuration file is: every run of a service needs it */}}
{{- define "ballast.environment" -}}
- name: QUARKUS_CONFIG_LOCATIONS
  value: /etc/ballast/config/application.properties
- name: BALLAST_JWT_ISSUER
  value: {{ required "tokens.issuer: the iss of the tokens that are trusted" .root.Values.tokens.issuer | quote }}
- name: BALLAST_JWT_JWKS_URL
  value: {{ required "tokens.jwksUrl: where the issuer publishes its keys" .root.Values.tokens.jwksUrl | quote }}
- name: BALLAST_JWT_AUDIENCE
  value: {{ .root.Values.tokens.audience | quote }}
{{- end }}

{{- define "ballast.service-environment" -}}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "ballast.database-secret" . }}
      key: password
{{- if eq .root.Values.kafka.authentication "tls" }}
- name: KAFKA_SSL_KEYSTORE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "ballast.kafka-secret" . }}
      key: user.password
{{- else if eq .root.Values.kafka.authentication "scram-sha-512" }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef:
      name: {{ include "ballast.kafka-secret" . }}
      key: sasl.jaas.config
{{- end }}
{{- if .fact.redis }}
- name: QUARKUS_REDIS_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ include "ballast.redis-secret" . }}
      key: password
{{- end }}
{{- range $name, $from := .values.secretEnvironment }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ $from.secret }}
      key: {{ $from.key }}
{{- end }}
{{- end }}

{{/* What a run needs that only talks to PostgreSQL */}}
{{- define "ballast.base-mounts" -}}
- name: tmp
  mountPath: /tmp
- name: config
  mountPath: /etc/ballast/config
  readOnly: true
{{- if .root.Values.postgresql.tls }}
- name: postgresql-ca
  mountPath: /etc/ballast/postgresql
  readOnly: true
{{- end }}
{{- end }}

{{- define "ballast.base-volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: 256Mi
- name: config
  configMap:
    name: {{ include "ballast.fullname" . }}
{{- if .root.Values.postgresql.tls }}
- name: postgresql-ca
  secret:
    secretName: {{ include "ballast.database-ca" . }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- end }}

{{- define "ballast.service-mounts" -}}
{{- if ne .root.Values.kafka.authentication "none" }}
- name: kafka-ca
  mountPath: /etc/ballast/kafka-ca
  readOnly: true
{{- end }}
{{- if eq .root.Values.kafka.authentication "tls" }}
- name: kafka-user
  mountPath: /etc/ballast/kafka-user
  readOnly: true
{{- end }}
{{- if and .fact.redis .root.Values.redis.tls }}
- name: redis-ca
  mountPath: /etc/ballast/redis
  readOnly: true
{{- end }}
{{- range $name, $from := .values.secretFiles }}
- name: file-{{ $name }}
  mountPath: /etc/ballast/files/{{ $name }}
  readOnly: true
{{- end }}
{{- end }}

{{- define "ballast.service-volumes" -}}
{{- if ne .root.Values.kafka.authentication "none" }}
- name: kafka-ca
  secret:
    secretName: {{ include "ballast.kafka-ca" .root }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- if eq .root.Values.kafka.authentication "tls" }}
- name: kafka-user
  secret:
    secretName: {{ include "ballast.kafka-secret" . }}
    items: [{key: user.p12, path: user.p12}]
{{- end }}
{{- if and .fact.redis .root.Values.redis.tls }}
- name: redis-ca
  secret:
    secretName: {{ required "redis.caSecret: the secret with the ca.crt that Redis' certificate is signed by, or redis.tls: false" .root.Values.redis.caSecret }}
    items: [{key: ca.crt, path: ca.crt}]
{{- end }}
{{- range $name, $from := .values.secretFiles }}
- name: file-{{ $name }}
  secret:
    secretName: {{ $from.secret }}
    items: [{key: {{ $from.key }}, path: {{ $from.key }}}]
{{- end }}
{{- end }}
