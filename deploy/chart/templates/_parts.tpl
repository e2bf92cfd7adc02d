{{/* Where PostgreSQL, Kafka and Redis are, and by which secrets a service comes in */}}

{{- define "ballast.cluster" -}}
{{ .root.Release.Name }}-{{ .fact.database | replace "_" "-" }}
{{- end }}

{{- define "ballast.database-host" -}}
{{- if .values.database.host -}}
{{ .values.database.host }}
{{- else if .root.Values.postgresql.cloudnativepg.enabled -}}
{{ include "ballast.cluster" . }}-rw
{{- else -}}
{{ fail (printf "services.%s.database.host: where its PostgreSQL is, or postgresql.cloudnativepg.enabled" .name) }}
{{- end }}
{{- end }}

{{- define "ballast.database-secret" -}}
{{ .values.database.existingSecret | default (printf "%s-database" (include "ballast.fullname" .)) }}
{{- end }}

{{/* The owner's: CloudNativePG makes it as <cluster>-app */}}
{{- define "ballast.owner-secret" -}}
{{- if .values.database.ownerExistingSecret -}}
{{ .values.database.ownerExistingSecret }}
{{- else if .root.Values.postgresql.cloudnativepg.enabled -}}
{{ include "ballast.cluster" . }}-app
{{- else -}}
{{ include "ballast.fullname" . }}-database-owner
{{- end }}
{{- end }}

{{/* CloudNativePG makes it as <cluster>-ca */}}
{{- define "ballast.database-ca" -}}
{{- if .root.Values.postgresql.cloudnativepg.enabled -}}
{{ include "ballast.cluster" . }}-ca
{{- else -}}
{{ required "postgresql.caSecret: the secret with the ca.crt that PostgreSQL's certificate is signed by, or postgresql.tls: false" .root.Values.postgresql.caSecret }}
{{- end }}
{{- end }}

{{- define "ballast.database-authority" -}}
{{- $database := .values.database -}}
{{ include "ballast.database-host" . }}:{{ $database.port | int }}/{{ $database.name | default .fact.database }}
{{- end }}

{{- define "ballast.kafka-bootstrap" -}}
{{- $kafka := .Values.kafka -}}
{{- if $kafka.bootstrapServers -}}
{{ $kafka.bootstrapServers }}
{{- else if $kafka.strimzi.enabled -}}
{{ $kafka.strimzi.cluster }}-kafka-bootstrap.{{ include "ballast.strimzi-namespace" . }}.svc:{{ $kafka.strimzi.port | int }}
{{- else -}}
{{ fail "kafka.bootstrapServers: where Kafka is, or kafka.strimzi.enabled" }}
{{- end }}
{{- end }}

{{- define "ballast.strimzi-namespace" -}}
{{ .Values.kafka.strimzi.namespace | default .Release.Namespace }}
{{- end }}

{{- define "ballast.kafka-ca" -}}
{{- if .Values.kafka.caSecret -}}
{{ .Values.kafka.caSecret }}
{{- else -}}
{{ .Values.kafka.strimzi.cluster }}-cluster-ca-cert
{{- end }}
{{- end }}

{{/* Strimzi makes it under the KafkaUser's name */}}
{{- define "ballast.kafka-secret" -}}
{{ .values.kafkaExistingSecret | default (include "ballast.fullname" .) }}
{{- end }}

{{- define "ballast.redis-hosts" -}}
{{- $hosts := required (printf "services.%s.redis.hosts: the URL of its Redis" .name) .values.redis.hosts -}}
{{- if and .root.Values.redis.tls (regexMatch "(^|,) *redis://" $hosts) -}}
{{ fail (printf "services.%s.redis.hosts: redis:// is without TLS, write rediss:// or set redis.tls to false" .name) }}
{{- end -}}
{{ $hosts }}
{{- end }}

{{- define "ballast.redis-secret" -}}
{{ .values.redis.existingSecret | default (printf "%s-redis" (include "ballast.fullname" .)) }}
{{- end }}
