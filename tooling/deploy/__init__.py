"""Put a release live, take it back, and say what is live.

settings        where the site goes, from deploy/target.toml and the environment
target          what every target can do, and the release that it is given
verbs           deploy, rollback, status: which target is chosen
own_server      a server of our own: ssh, rsync, a link that is renamed
server_releases what is done there, by fixed commands and checked names
remote_shell    one shell on that server, which holds the lock
github_pages    GitHub Pages, by its official actions
storage         storage in the manner of S3, with a content delivery network in front
storage_bucket  the bucket: its objects, its history, its lock
smoke           looks at the live site as a visitor does
"""
